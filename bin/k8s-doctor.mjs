#!/usr/bin/env node
var parts = process.versions.node.split('.')
var major = Number(parts[0])
var minor = Number(parts[1])
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    'k8s-doctor needs Node.js 20.19 or newer; this is ' +
      process.version +
      '.\nInstall a newer Node.js: https://nodejs.org/\n',
  )
  process.exitCode = 2
} else {
  process.exitCode = 70
  import('../dist/cli.mjs').catch(function (error) {
    var unbuilt = error.code === 'ERR_MODULE_NOT_FOUND' && /dist.cli\.mjs/.test(error.message)
    process.stderr.write(
      unbuilt
        ? 'k8s-doctor is not built here; run: npm ci && npm run build\n'
        : 'k8s-doctor: ' + (error.stack || error) + '\n',
    )
  })
}
