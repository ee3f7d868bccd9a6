import { commandLines } from './support/command-lines.ts'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { copyProgram } from '../support/cli.ts'
import { isRoot } from '../support/somebody.ts'
import { attack } from './support/attack.ts'

const right = 'correct-horse-battery'
const wrong = 'octopus-kettle'
const uid = 61_234

/** Debian's own sudo, an account of ours with a password, and a terminal. */
const possible =
  isRoot &&
  existsSync('/etc/sudoers.d') &&
  spawnSync('unshare', ['-m', 'true']).status === 0 &&
  ['sudo', 'script', 'openssl'].every((name) => spawnSync('which', [name]).status === 0)

/** What is typed at each question, and what must come of it. */
const ways: readonly { readonly typed: readonly string[]; readonly done: boolean }[] = [
  { typed: [right], done: true },
  { typed: [wrong, right], done: true },
  { typed: [wrong, wrong, wrong], done: false },
  { typed: ['\u0003'], done: false },
]

/** The accounts, and a rule that wants the password, seen in a mount namespace of our own. */
const world = `set -e
cp /etc/passwd /etc/group /etc/shadow "$W"
echo "learner:x:${uid}:${uid}::$W/home:/bin/sh" >> "$W/passwd"
echo "learner:x:${uid}:" >> "$W/group"
echo "learner:$HASH:19000:0:99999:7:::" >> "$W/shadow"
for f in passwd group shadow; do mount --bind "$W/$f" /etc/$f; done
mount -t tmpfs -o mode=755 none /etc/sudoers.d
echo 'learner ALL=(ALL) ALL' > /etc/sudoers.d/own
chmod 440 /etc/sudoers.d/own
cd "$W/home"
exec setpriv --reuid ${uid} --regid ${uid} --init-groups -- env -i HOME="$W/home" USER=learner PATH=/usr/bin:/bin TERM=xterm LANG=C.UTF-8 \\
  script -qefc "$NODE $PROGRAM --fix --yes --only user/files" /dev/null`

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly lines: string
}

const run = (folder: string, typed: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    const hash = execFileSync('openssl', ['passwd', '-6', right], { encoding: 'utf8' }).trim()
    const program = copyProgram(folder)
    const child = spawn('unshare', ['-m', 'sh', '-c', world], {
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        W: folder,
        HASH: hash,
        NODE: process.execPath,
        PROGRAM: program,
      },
    })
    const left = [...typed]
    let [out, lines, answered] = ['', '', 0]
    const watching = setInterval(() => {
      lines += commandLines()
    }, 50)
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8')
      // One answer a question, at once.
      const questions = out.match(/\[sudo\] password for learner: /g)?.length ?? 0
      for (; answered < questions; answered += 1) {
        const answer = left.shift()
        if (answer !== undefined) child.stdin.write(answer === '\u0003' ? answer : `${answer}\n`)
      }
    })
    child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.once('close', (code) => {
      clearInterval(watching)
      clearTimeout(late)
      done({ code, out, lines })
    })
  })

describe.runIf(possible)('sudo that asks for a password at a terminal', () => {
  attack('a repair as root, and what is typed for it', {
    all: ways,
    deadlineMs: 240_000,
    make: async ({ typed, done }) => {
      const folder = mkdtempSync('/var/tmp/password-')
      try {
        chmodSync(folder, 0o755)
        const home = join(folder, 'home')
        for (const name of [home, join(home, '.kube')]) mkdirSync(name)
        chownSync(home, uid, uid)
        const file = join(home, '.kube/config')
        writeFileSync(file, '{}', { mode: 0o600 })
        const { code, out, lines } = await run(folder, typed)
        const owner = statSync(file).uid
        const journals = spawnSync('grep', ['-rlE', `${right}|${wrong}`, home], {
          encoding: 'utf8',
        })
        const name = JSON.stringify(typed)
        return [
          ...(owner === (done ? uid : 0)
            ? []
            : [`${name}: the file belongs to ${owner}: ${out.slice(-600)}`]),
          ...((done ? code === 0 : code === 4 || code === 130)
            ? []
            : [`${name}: exit ${code}: ${out.slice(-600)}`]),
          ...([right, wrong].some((word) => out.includes(word))
            ? [`${name}: the password is shown`]
            : []),
          ...([right, wrong].some((word) => lines.includes(word))
            ? [`${name}: a command line shows it`]
            : []),
          ...(journals.stdout === '' ? [] : [`${name}: it is kept in ${journals.stdout}`]),
        ]
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  })
})
