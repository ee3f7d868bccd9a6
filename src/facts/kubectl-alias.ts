import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { identity } from './machine.ts'

/** The shell's start file that has an alias kubectl, which scripts, sudo and other shells do not see. Source: pitfalls A1 11. */
export const kubectlAlias = defineFact({
  id: 'kubectl-alias',
  read: async ({ host, get }): Promise<string | undefined> => {
    const { subject } = await get(identity)
    for (const name of ['.bashrc', '.zshrc']) {
      const path = `${subject.home}/${name}`
      const text = await attempt(host.readText(path))
      if (text.ok && /^\s*alias\s+kubectl=/m.test(text.value ?? '')) return path
    }
    return undefined
  },
})
