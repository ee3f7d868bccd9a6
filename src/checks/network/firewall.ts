import { dockerInfo } from '../../facts/docker-info.ts'
import { firewall } from '../../facts/firewall.ts'
import { os } from '../../facts/machine.ts'
import { effectivePair } from '../../facts/pair.ts'
import { restartDocker } from '../../fixes/restart-docker.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { wordFor } from '../../model/english.ts'
import { optional } from '../../model/fact.ts'
import { asRoot } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { count, term, version } from '../../model/value.ts'
import type { Count, Term, Version } from '../../model/value.ts'
import { below } from '../../model/version.ts'
import { dockerDaemon } from '../docker/daemon.ts'
import { networkOnline } from './online.ts'

type Restart = { readonly running: Count }

const restart = () => [asRoot('systemctl', 'restart', 'docker')]

const restartHint = ({ running }: Restart) =>
  running.value === 0
    ? say`Restarting Docker puts it right.`
    : say`Restarting Docker puts it right; it also stops the ${running} running ${wordFor(running.value, 'container')}.`

/**
 * Linux 6.17 and later have the legacy tables only where the distribution switches them on. Source: rancher/rancher#54862,
 * apple/containerization#913 (CONFIG_NETFILTER_XTABLES_LEGACY). Pure.
 */
const lacksLegacyTables = (kernel: string): boolean => {
  const [, major = 0, minor = 0] = (/^(\d+)\.(\d+)/.exec(kernel) ?? []).map(Number)
  return major > 6 || (major === 6 && minor >= 17)
}

/** The first minikube that is younger than Linux 6.17 (September 2025). Source: github.com/kubernetes/minikube/releases/tag/v1.38.0. */
const firstAfter = 'v1.38.0'

/**
 * Do this machine's packet filters let containers through? Only what this user may see counts. Source: pitfalls PORT-2
 * (moby#16816, minikube#10885), kubeadm's Firewalld warning; dockerd switches forwarding on when it starts;
 * without a rule of iptables-nft the node takes legacy iptables (kubernetes/minikube deploy/kicbase/entrypoint select_iptables).
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
    nftables: problem({
      severity: 'info',
      message: () =>
        say`Docker writes its firewall rules with nftables, which is experimental: the node then uses legacy iptables, and k8s-doctor has no proof that a cluster works this way`,
    }),
    'untried-kernel': problem<{ readonly kernel: Term; readonly minikube: Version }>({
      severity: 'info',
      message: ({ kernel, minikube }) =>
        say`The kernel ${kernel} is newer than minikube ${minikube}; since Linux 6.17 the legacy iptables tables may be missing, and k8s-doctor has no proof that the node starts without them`,
    }),
  },
  inspect: ({ firewall: { active, forwarding, chainMissing }, info, os }, request) => {
    if (os !== 'linux') return skipped('other-os')
    const args = { running: count(info.ok ? info.value.containersRunning : 0) }
    // Newer engines remember what they saw first, so the kernel's word goes before theirs.
    const forwards = forwarding ?? (info.ok ? info.value.forwarding : true)
    const otherRules = info.ok && info.value.firewall.includes('nftables')
    const { minikube } = effectivePair(request)
    const broken = [
      ...(chainMissing && !otherRules ? [{ code: 'chain-missing' as const, args }] : []),
      ...(forwards ? [] : [{ code: 'forwarding-off' as const, args }]),
    ]
    if (broken.length > 0) return broken
    const kernel = info.ok ? info.value.kernel : undefined
    const untried = kernel !== undefined && lacksLegacyTables(kernel) && below(minikube, firstAfter)
    return [
      ...active.map((name) => ({
        code: 'active' as const,
        about: term(name),
        args: { name: term(name) },
      })),
      ...(otherRules ? [{ code: 'nftables' as const, args: {} }] : []),
      ...(untried
        ? [
            {
              code: 'untried-kernel' as const,
              args: { kernel: term(kernel), minikube: version(minikube) },
            },
          ]
        : []),
    ]
  },
})
