import type { ByHand } from '../model/step.ts'
import { usual } from './setting.ts'
import type { Setting } from './setting.ts'
import { signatures } from './signatures/index.ts'

/** sudo and systemctl are Linux; minikube's own commands help only with minikube. */
const helps = ({ root, argv }: ByHand, { tool, system }: Setting): boolean =>
  !(root && system !== 'linux') && !(argv[0] === 'minikube' && tool !== 'minikube')

/** The commands that help where the log comes from. Pure. */
export const commandsOf = (code: string, setting: Setting = usual): readonly ByHand[] =>
  (
    signatures.find((row) => row.code === code && row.commands !== undefined)?.commands ?? []
  ).filter((command) => helps(command, setting))
