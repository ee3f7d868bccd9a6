/** What stands behind `k8s-doctor`, in the order of the help page. */
export const commands = [
  'route',
  'explain',
  'run',
  'install',
  'uninstall',
  'undo',
  'record',
  'profile',
  'completion',
] as const
