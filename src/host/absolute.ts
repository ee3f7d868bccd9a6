import { delimiter, resolve } from 'node:path'

/** minikube, docker and kubectl read a relative one of these from the folder they begin in. */
const folders = ['MINIKUBE_HOME', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH'] as const

const here = (): string | undefined => {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}

/**
 * The environment with folders and KUBECONFIG's files as the shell means them in which k8s-doctor was called: for our own reading and for
 * every child, wherever that begins. Where the folder is gone they stay as they are.
 */
export const withAbsolutePaths = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const folder = here()
  if (folder === undefined) return env
  const absolute = (path: string): string => (path === '' ? '' : resolve(folder, path))
  const files = env['KUBECONFIG']?.split(delimiter).map(absolute).join(delimiter)
  const paths = {
    ...(files === undefined ? {} : { KUBECONFIG: files }),
    ...Object.fromEntries(
      folders.flatMap((name) => {
        const path = env[name]
        return path === undefined ? [] : [[name, absolute(path)]]
      }),
    ),
  }
  const changed = Object.entries(paths).filter(([name, path]) => env[name] !== path)
  // A copy would lose that Windows takes its variables in any case.
  return changed.length === 0 ? env : { ...env, ...Object.fromEntries(changed) }
}
