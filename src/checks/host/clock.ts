import { clockLimits } from '../../catalog/hosts.ts'
import { inventory, os } from '../../facts/machine.ts'
import { reachability } from '../../facts/probes.ts'
import { spared } from '../../facts/spared.ts'
import { setClock } from '../../fixes/set-clock.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asRoot } from '../../model/step.ts'
import type { ByHand } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { Unreadable } from '../../model/unreadable.ts'
import { host, ms, term } from '../../model/value.ts'
import type { Ms, Term } from '../../model/value.ts'
import { networkDns } from '../network/dns.ts'
import { networkOnline } from '../network/online.ts'

type Off = {
  readonly off: Ms
  /** `ahead` or `behind`. */
  readonly side: Term
  /** `linux`, `wsl`, or another family of systems. */
  readonly system: Term
}

const commands: Readonly<Record<string, readonly ByHand[]>> = {
  linux: [asRoot('timedatectl', 'set-ntp', 'true')],
  wsl: [asRoot('hwclock', '-s')],
  darwin: [asRoot('sntp', '-sS', 'time.apple.com')],
  win32: [asRoot('w32tm', '/resync')],
}

const byHand = ({ system }: Off): readonly ByHand[] => commands[system.value] ?? []

/** Certificates say the same in their own way; the words are OpenSSL's, as Node passes them on. */
const refutesClock = /certificate (is not yet valid|has expired)/i

/**
 * Is the clock right? Two hosts must agree that it is not; one that agrees with it is proof enough. Source: pitfalls NET-4
 * (minikube#13779, #4832; WSL after sleep).
 */
export const hostClock = defineCheck({
  id: 'host/clock',
  title: 'Clock',
  needs: { reached: reachability, os, inventory: optional(inventory), spared: optional(spared) },
  after: [networkOnline, networkDns],
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    wrong: problem<Off>({
      severity: 'error',
      stops: true,
      message: ({ off, side }) =>
        side.value === 'behind'
          ? say`This machine's clock is ${off} slow: certificates count as not yet valid, downloads and the cluster fail`
          : say`This machine's clock is ${off} fast: certificates count as expired or not yet valid, downloads and the cluster fail`,
      hint: () => say`Let the network set the clock, then look again.`,
      commands: byHand,
      fix: setClock,
    }),
    drifting: problem<Off>({
      severity: 'warning',
      message: ({ off, side }) =>
        side.value === 'behind'
          ? say`This machine's clock is ${off} slow`
          : say`This machine's clock is ${off} fast`,
      hint: () =>
        say`It does no harm yet; left alone it will, once certificates count as not yet valid.`,
      commands: byHand,
      fix: setClock,
    }),
  },
  inspect: ({ reached: { hosts, mirrors }, os, inventory, spared }) => {
    if (spared.ok && spared.value) return skipped('offline')
    const dated = [...hosts, ...mirrors].flatMap(({ host, skew }) =>
      skew === undefined ? [] : [{ host, skew }],
    )
    const [nearest] = dated.toSorted((a, b) => Math.abs(a.skew) - Math.abs(b.skew))
    if (nearest === undefined) return [unsure(new Unreadable('unreachable', term('Date')))]
    const off = Math.abs(nearest.skew)
    if (off <= clockLimits.warning) return []
    const seconded = dated.length > 1 || hosts.some(({ detail }) => refutesClock.test(detail))
    if (!seconded) return [unsure(new Unreadable('unreachable', host(nearest.host)))]
    const wsl = inventory.ok && /microsoft/i.test(inventory.value.kernelRelease)
    const args = {
      off: ms(off),
      side: term(nearest.skew > 0 ? 'behind' : 'ahead'),
      system: term(wsl ? 'wsl' : os),
    }
    return [{ code: off > clockLimits.error ? 'wrong' : 'drifting', args }]
  },
})
