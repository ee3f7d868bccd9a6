// `npm ci`, `npm pack` and `npx` in a checkout run this. Without dev-dependencies it must not fail:
// a failed first `npx` leaves a broken folder in npm's cache that fails every later `npx` in this checkout.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

if (existsSync('node_modules/rolldown') && existsSync('node_modules/typescript')) {
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit' })
} else {
  process.stderr.write('prepare: nothing built, the dev-dependencies are not installed (npm ci)\n')
}
