import { os } from '../../facts/machine.ts'
import { portHolders } from '../../facts/port-holders.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { asRoot } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { term } from '../../model/value.ts'
import type { Term } from '../../model/value.ts'

/**
 * Are the ports free that the node needs on the host itself? Only driver none needs any: with docker they lie in the node's
 * own network. Source: kubeadm-preflight, Port-* (cmd/kubeadm/app/preflight/checks.go).
 */
export const networkPorts = defineCheck({
  id: 'network/ports',
  title: 'Ports',
  needs: { holders: portHolders, os },
  skip: ({ profile }) => (profile.driver === 'none' ? undefined : 'other-driver'),
  problems: {
    taken: problem<{ readonly port: Term; readonly use: Term; readonly process: Term | undefined }>(
      {
        severity: 'error',
        message: ({ port, use, process }) =>
          process === undefined
            ? say`Port ${port} is taken by a process of another user; ${use} needs it`
            : say`Port ${port} is taken by ${process}; ${use} needs it`,
        hint: () =>
          say`Stop that program. If it is an older cluster, remove that first (kubeadm reset or minikube delete).`,
        looks: ({ port }) => [asRoot('ss', '-ltnp', `sport = :${port.value}`)],
      },
    ),
  },
  inspect: ({ holders, os }) => {
    if (os !== 'linux') return skipped('other-os')
    return holders.map(({ port, use, process }) => ({
      code: 'taken' as const,
      about: term(String(port)),
      args: {
        port: term(String(port)),
        use: term(use),
        process: process === undefined ? undefined : term(process),
      },
    }))
  },
})
