// Runs the README's "Node, in a minute" and compares what it prints:  node readme.mjs README.md   (--write takes it over)
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const [file, mode] = process.argv.slice(2)
const readme = readFileSync(file, 'utf8')
const start = readme.indexOf('## Node, in a minute')
const section = readme.slice(start, readme.indexOf('\n## ', start + 1))
const [, script] = /```js\n([^]*?)```/.exec(section)
const [, printed] = /```text\n([^]*?)```/.exec(section)
writeFileSync('desk.mjs', script)
const prints = execFileSync(process.execPath, ['desk.mjs'], { encoding: 'utf8' })
if (mode === '--write') {
  writeFileSync(file, readme.replace(section, section.replace(printed, () => prints)))
} else if (prints !== printed) {
  console.error(`the README prints\n${printed}and its script prints\n${prints}`)
  process.exit(1)
}
