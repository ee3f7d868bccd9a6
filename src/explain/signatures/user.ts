import type { Signature } from '../signature.ts'

/** Rights and owners. Sources: pitfalls USER-1 to USER-4; minikube-behaviour b and e; known_issues.go. */
export const userSignatures = [
  {
    // Printed with --force too, where it stops nothing: the explainer takes it back then.
    code: 'user/root/login',
    near: ['root priv', 'root 权限', '根权限'],
    pattern:
      /driver should not be used with root priv|驱动(?:程序)?不应(?:使用|与) ?root 权限|不应以根权限使用/i,
  },
  {
    code: 'user/locks/foreign',
    near: ['juju-'],
    pattern: /(?<path>\/\S{0,120}\/juju-\w{1,80}): permission denied/i,
  },
  {
    code: 'user/files/foreign-owner',
    near: ['permission denied', '权限不够'],
    pattern:
      /(?<path>[^\s"':]{0,200}\/\.(?:minikube|kube)(?:\/[^\s"':]{0,200})?): (?:permission denied|权限不够)/i,
  },
  {
    code: 'user/files/not-yours',
    near: ['permission denied'],
    pattern:
      /(?:mkdir|open|stat) (?<path>\/etc\/(?:kubernetes|rancher)[^\s:]{0,200}): permission denied/i,
  },
] as const satisfies readonly Signature[]
