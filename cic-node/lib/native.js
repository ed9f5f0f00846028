'use strict'
// The addon that was built for this machine.

const file = `cic-node.${require('./platform.js')}.node`
try {
  module.exports = require(`../${file}`)
} catch (cause) {
  throw new Error(`${file} does not load; make a package on such a machine with \`make addon\``, { cause })
}
