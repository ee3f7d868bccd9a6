import type { Step } from '../../src/model/step.ts'
import type { Route } from '../../src/model/chosen-route.ts'

/** `--flag=value`. */
export const flagsOf = ({ flags }: Route): readonly string[] =>
  flags.map(({ flag }) => (flag.value === undefined ? flag.name : `${flag.name}=${flag.value}`))
const stepOf = (step: Step): string => {
  if (step.kind === 'pull-image')
    return `pull ${step.image}${step.as === undefined ? '' : ` as ${step.as}`}`
  if (step.kind === 'save-image') return `save ${step.image} to ${step.path}`
  if (step.kind === 'load-image') return `${step.command} ${step.image}`
  return step.kind === 'seed-cache' ? `seed ${step.path} from ${step.url}` : step.kind
}
/** A line for each step. */
export const stepsOf = ({ before, after }: Route): readonly string[] =>
  [...before, ...after].map(stepOf)
