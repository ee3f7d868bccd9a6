// Runs test/lab/from-nothing.test.ts and writes docs/recordings from what the program printed in it. Needs what the lab layer needs.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const target = 'docs/recordings'

/** What differs from run to run and from machine to machine; everything else is as it was printed. */
const stable = [
  [/\b\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\b/g, 'RUN'],
  [/\b\d+(\.\d+)? (s|min)\b/g, 'TIME'],
  [/\b\d+(\.\d+)? GiB\b/g, 'SIZE'],
]

const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-recordings-'))
try {
  execFileSync('npx', ['vitest', 'run', '--project', 'lab', 'test/lab/from-nothing.test.ts'], {
    stdio: 'inherit',
    env: { ...process.env, K8S_DOCTOR_RECORDINGS: folder },
  })
  mkdirSync(target, { recursive: true })
  for (const file of readdirSync(folder)) {
    const printed = readFileSync(join(folder, file), 'utf8')
    const text = stable.reduce((all, [pattern, word]) => all.replace(pattern, word), printed)
    writeFileSync(join(target, file), text)
    console.log(`${target}/${file}: ${text.split('\n').length - 1} lines`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
