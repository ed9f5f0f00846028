'use strict'

/** What this machine is, as addons are named: `linux-x64-gnu`, `darwin-arm64`. */
function here() {
  const { platform, arch } = process
  if (platform !== 'linux') return `${platform}-${arch}`
  const { glibcVersionRuntime } = process.report.getReport().header
  return `${platform}-${arch}-${glibcVersionRuntime ? 'gnu' : 'musl'}`
}

module.exports = here()
