import { commandLines } from './support/command-lines.ts'
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe } from 'vitest'
import { runProcess } from '../support/cli.ts'
import { canCompile, ownSudo } from '../support/own-sudo.ts'
import { somebody } from '../support/somebody.ts'
import { buildStepProgram } from '../support/step-program.ts'
import { attack } from './support/attack.ts'

const password = 'octopus-kettle'

/** Proxies as people write them, and as nobody should. */
const proxies = [
  `http://jo:${password}@127.0.0.1:9`,
  `http://jo:${password}'"$(touch PWNED)\`touch PWNED\`@127.0.0.1:9`,
  `jo:${password}@proxy:3128`,
  `http://jo:${password}\\n%41 #;|&@127.0.0.1:9`,
  `-e ${password}`,
  `http://jo:${password}@127.0.0.1:9\nPATH=/evil`,
]

const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

/** Debian's own sudo, with rules of ours that are seen in a mount namespace of our own. */
const realSudo =
  canCompile &&
  existsSync('/etc/sudoers.d') &&
  spawnSync('unshare', ['-m', 'true']).status === 0 &&
  spawnSync('sudo', ['-n', 'true']).status === 0

describe.runIf(canCompile)('by somebody who has sudo', () => {
  const sudo = canCompile ? ownSudo() : undefined
  const under = (...parts: readonly string[]): string => sudo?.under(...parts) ?? ''
  beforeAll(() => buildStepProgram(under('program.mjs')))
  afterAll(() => sudo?.[Symbol.dispose]())

  attack('proxies with passwords, and a command as root', {
    all: proxies.flatMap((proxy) =>
      names.flatMap((name) =>
        [true, false].flatMap((fetches) =>
          (realSudo ? ['real', 'own'] : ['own']).map((which) => ({ proxy, name, fetches, which })),
        ),
      ),
    ),
    short: 12,
    make: async ({ proxy, name, fetches, which }) => {
      const log = under('log')
      const seen = under('roots', 'seen')
      writeFileSync(log, '')
      // The command sees its environment, and stays long enough to be looked at.
      const argv = ['sh', '-c', `printf %s "$${name}" > ${seen}; sleep 0.2`]
      const options = { deadlineMs: 20_000, as: 'root', ...(fetches && { fetches }) }
      writeFileSync(under('steps'), JSON.stringify([{ argv, options }]))
      writeFileSync(
        under('rules'),
        `Defaults logfile=${log}\nDefaults !syslog\n#${somebody.uid} ALL=(ALL) NOPASSWD: ALL\n`,
      )
      chmodSync(under('rules'), 0o440)
      const person = ['--reuid', `${somebody.uid}`, '--regid', `${somebody.gid}`, '--clear-groups']
      const run = ['setpriv', ...person, '--', process.execPath, under('program.mjs'), 'commands']
      const rules = `mount -t tmpfs -o mode=755 none /etc/sudoers.d && cp ${under('rules')} /etc/sudoers.d/own && chmod 440 /etc/sudoers.d/own && exec "$@"`
      const whole = [
        ...(which === 'real' ? ['unshare', '-m', 'sh', '-c', rules, 'sh'] : []),
        ...run,
        under('steps'),
      ]
      const path = which === 'real' ? '/usr/bin:/bin' : (sudo?.path ?? '')
      let lines = ''
      const watching = setInterval(() => {
        lines += commandLines()
      }, 20)
      const ended = await runProcess(['/usr/bin/env', '--', ...whole], {
        env: { PATH: path, HOME: under('home'), [name]: proxy },
        stdin: 'ignore',
      })
      clearInterval(watching)
      const got = existsSync(seen) ? readFileSync(seen, 'utf8') : undefined
      rmSync(seen, { force: true })
      const wanted = fetches && !proxy.includes('\n') ? proxy : ''
      const logged = readFileSync(log, 'utf8')
      const where = `${which} sudo, ${name}=${JSON.stringify(proxy)}${fetches ? ', fetches' : ''}`
      return [
        // Our own sudo takes no variable away.
        ...(got === wanted || (which === 'own' && wanted === '')
          ? []
          : [`${where}: the command got ${got}: ${ended.stdout}`]),
        ...(lines.includes(password) ? [`${where}: a command line shows the password`] : []),
        ...(lines.includes('timeout') ? [] : [`${where}: the command was not seen`]),
        ...(logged.includes(password) ? [`${where}: sudo has logged the password`] : []),
        ...(logged.includes('timeout') ? [] : [`${where}: sudo has not logged the command`]),
        ...(existsSync('/PWNED') || existsSync(under('PWNED'))
          ? [`${where}: it was executed`]
          : []),
      ]
    },
  })
})
