import { dockerInfo } from '../../facts/docker-info.ts'
import { firewall } from '../../facts/firewall.ts'
import { os } from '../../facts/machine.ts'
import { restartDocker } from '../../fixes/restart-docker.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { wordFor } from '../../model/english.ts'
import { optional } from '../../model/fact.ts'
import { asRoot } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { count, term } from '../../model/value.ts'
import type { Count, Term } from '../../model/value.ts'
import { dockerDaemon } from '../docker/daemon.ts'
import { networkOnline } from './online.ts'

type Restart = { readonly running: Count }

const restart = () => [asRoot('systemctl', 'restart', 'docker')]

const restartHint = ({ running }: Restart) =>
  running.value === 0
    ? say`Restarting Docker puts it right.`
    : say`Restarting Docker puts it right; it also stops the ${running} running ${wordFor(running.value, 'container')}.`

/**
 * Do this machine's packet filters let containers through? Only what this user may see counts. Source: pitfalls PORT-2
 * (moby#16816, minikube#10885), kubeadm's Firewalld warning; dockerd switches forwarding on when it starts.
 */
export const networkFirewall = defineCheck({
  id: 'network/firewall',
  title: 'Firewall',
  needs: { firewall, info: optional(dockerInfo), os },
  after: [dockerDaemon, networkOnline],
  skip: ({ profile }) => (profile.driver === 'docker' ? undefined : 'other-driver'),
  problems: {
    'chain-missing': problem<Restart>({
      severity: 'error',
      message: () =>
        say`Docker's firewall rules are gone (no chain DOCKER in the nat table): the node cannot be created or has no network`,
      hint: restartHint,
      commands: restart,
      fix: restartDocker,
    }),
    'forwarding-off': problem<Restart>({
      severity: 'error',
      message: () =>
        say`IPv4 forwarding is switched off (net.ipv4.ip_forward = 0): containers reach nothing outside, and the node pulls no image`,
      hint: restartHint,
      commands: restart,
      fix: restartDocker,
    }),
    active: problem<{ readonly name: Term }>({
      severity: 'warning',
      message: ({ name }) =>
        say`The firewall ${name} is active: when it is reloaded, Docker's rules may be lost and the node loses its network`,
      hint: () =>
        say`It need not be switched off. If the start hangs or the node pulls nothing, restart Docker, which writes its rules again:`,
      commands: restart,
    }),
  },
  inspect: ({ firewall: { active, forwarding, chainMissing }, info, os }) => {
    if (os !== 'linux') return skipped('other-os')
    const args = { running: count(info.ok ? info.value.containersRunning : 0) }
    // Newer engines remember what they saw first, so the kernel's word goes before theirs.
    const forwards = forwarding ?? (info.ok ? info.value.forwarding : true)
    const otherRules = info.ok && info.value.firewall.includes('nftables')
    const broken = [
      ...(chainMissing && !otherRules ? [{ code: 'chain-missing' as const, args }] : []),
      ...(forwards ? [] : [{ code: 'forwarding-off' as const, args }]),
    ]
    if (broken.length > 0) return broken
    return active.map((name) => ({
      code: 'active' as const,
      about: term(name),
      args: { name: term(name) },
    }))
  },
})
