import { container } from '../../facts/container.ts'
import { dockerBridge } from '../../facts/docker-bridge.ts'
import { dockerEndpoint, isRemote } from '../../facts/docker-endpoint.ts'
import { kmsg } from '../../facts/dev.ts'
import { engineHere } from '../../facts/engine-here.ts'
import { os } from '../../facts/machine.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { say } from '../../model/text.ts'
import { term } from '../../model/value.ts'
import type { Term } from '../../model/value.ts'

/**
 * Does this run inside a container, and where is the engine then? Source: pitfalls OS-3 (kubernetes/minikube#11845, #17031,
 * #12232); kubernetes/minikube pkg/drivers/kic/{kic.go,oci/oci.go}, DaemonHost: minikube reaches the node's SSH and API on
 * 127.0.0.1, or on the host that DOCKER_HOST names.
 */
export const hostNesting = defineCheck({
  id: 'host/nesting',
  title: 'Not inside a container',
  needs: {
    os,
    kind: container,
    kmsg: optional(kmsg),
    here: optional(engineHere),
    endpoint: dockerEndpoint,
    bridge: dockerBridge,
  },
  problems: {
    'engine-outside': problem<{ readonly kind: Term }>({
      severity: 'error',
      message: ({ kind }) =>
        say`This is a container (${kind}) and the Docker engine runs outside it: the node's ports open on 127.0.0.1 out there, not in here, and minikube does not reach its node`,
      hint: () =>
        say`Run minikube where the engine runs, or start this container with --network=host. In CI take a job on the virtual machine itself. The files and limits of this container do not apply to the node.`,
    }),
    nested: problem<{ readonly kind: Term }>({
      severity: 'warning',
      message: ({ kind }) =>
        say`This is a container (${kind}): an engine and a node inside it need its full privileges, and share its limits`,
      hint: () =>
        say`A virtual machine is the sure way. Otherwise the container must be privileged (LXC: security.nesting), and with cgroup v2 minikube must be 1.31.2 or newer.`,
    }),
    'no-kmsg': problem({
      severity: 'warning',
      message: () =>
        say`/dev/kmsg is missing in this container; the kubelet opens it and does not start without it`,
      hint: () =>
        say`Give the container the device: --device /dev/kmsg with docker or podman, or an entry for it in the LXC configuration.`,
    }),
  },
  inspect: ({ os, kind, kmsg, here, endpoint, bridge }) => {
    if (os !== 'linux') return skipped('other-os')
    if (kind === 'none') return []
    const args = { kind: term(kind) }
    // With the network of the engine's machine, or by its address, minikube reaches the node.
    const reached = bridge || isRemote(endpoint)
    if (here.ok && !here.value) return reached ? [] : [{ code: 'engine-outside', args }]
    return [
      { code: 'nested', args },
      ...(kmsg.ok && !kmsg.value ? [{ code: 'no-kmsg' as const, args: {} }] : []),
    ]
  },
})
