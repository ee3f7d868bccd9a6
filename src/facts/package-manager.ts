import { defineFact } from '../model/fact.ts'
import { onPath } from './programs.ts'

const known = ['apt-get', 'dnf', 'yum', 'zypper', 'apk'] as const

export type PackageManager = 'apt' | 'dnf' | 'yum' | 'zypper' | 'apk'

/** The system's package manager; undefined where we know none. */
export const packageManager = defineFact({
  id: 'package-manager',
  read: async (context): Promise<PackageManager | undefined> => {
    for (const name of known) {
      const found = await onPath(context, name)
      if (found.length > 0) return name === 'apt-get' ? 'apt' : name
    }
    return undefined
  },
})
