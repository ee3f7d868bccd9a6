import { spawnSync } from 'node:child_process'
import { formatCommand } from '../../src/report/format.ts'
import { attack } from './support/attack.ts'
import { payloads, steeringIn } from './support/steering.ts'

/** A word of a command cannot hold these; halves of a pair become U+FFFD wherever they are written. */
const words = payloads.map((payload) => payload.replaceAll(/\0|\p{Cs}/gu, ''))
const around = ["it's ", '\\', '$(touch x)', '`x`', '"', '!1', ' #x', '7']

/** The shells that are here; every one of them is asked, as none of them is everywhere. */
const shells = ['bash', 'zsh'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0)

attack('commands of words that steer, copied into a shell', {
  all: words.flatMap((word) => around.map((more) => `${more}${word}${more}`)),
  short: 40,
  make: (word) => {
    const line = formatCommand(['printf', '%s', word])
    return [
      ...steeringIn(JSON.stringify(word), line),
      ...(line.includes('\n') ? [`${JSON.stringify(word)} takes more than a line`] : []),
      ...shells.flatMap((shell) => {
        const read = spawnSync(shell, ['-c', line], { encoding: 'utf8' }).stdout
        return read === word ? [] : [`${shell} reads ${JSON.stringify(read)}: ${line}`]
      }),
    ]
  },
})
