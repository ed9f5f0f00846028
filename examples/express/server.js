import { application, openEngine } from './app.js'
import { openStore } from './store.js'

const url = process.env.DATABASE_URL ?? 'sqlite://cic.db'
const store = openStore(url)
const engine = await openEngine(url)
const server = application(engine, store).listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})

process.once('SIGTERM', () => server.close(() => store.close()))
process.once('SIGINT', () => server.close(() => store.close()))
