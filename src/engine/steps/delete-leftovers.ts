import type { Output } from '../../model/host.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { failureOf, reasonIn } from './commands.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { askDocker, tellDocker } from './docker.ts'
import { cluster, disk } from './stale.ts'

type Step = StepOf<'delete-leftovers'>

/** What is left of the names, as docker lists them now. */
const leftOf = async (host: WriteHost, step: Step): Promise<Step> => {
  const [containers, volumes, networks] = await Promise.all([
    askDocker(host, 'ps', '-a', '--format', '{{.Names}}'),
    askDocker(host, 'volume', 'ls', '--format', '{{.Name}}'),
    askDocker(host, 'network', 'ls', '--format', '{{.Name}}'),
  ])
  return {
    ...step,
    containers: step.containers.filter((name) => containers.includes(name)),
    volumes: step.volumes.filter((name) => volumes.includes(name)),
    networks: step.networks.filter((name) => networks.includes(name)),
  }
}

const namesIn = ({ containers, volumes, networks }: Step): readonly string[] => [
  ...containers,
  ...volumes,
  ...networks,
]

/** Containers before what they use; docker goes on after one that it cannot delete. */
const commands = ({ containers, volumes, networks }: Step): readonly (readonly string[])[] =>
  [
    { verb: ['rm', '-f', '-v'], names: containers },
    { verb: ['volume', 'rm'], names: volumes },
    { verb: ['network', 'rm'], names: networks },
  ].flatMap(({ verb, names }) => (names.length === 0 ? [] : [[...verb, ...names]]))

/** Removes docker's objects of these names. What is left decides, not the exit codes: one that was gone already counts as an error there. */
export const deleteLeftovers = defineInterpreter<Step>({
  kind: 'delete-leftovers',
  reversibility: 'irreversible',
  stale: ['docker-objects', ...cluster, ...disk],
  isDone: async (step, host) => namesIn(await leftOf(host, step)).length === 0,
  prepare: async () => undefined,
  perform: async (step, host) => {
    const outputs: Output[] = []
    for (const args of commands(await leftOf(host, step))) {
      const output = await tellDocker(host, ...args)
      if (output.timedOut) throw failureOf(['docker', ...args], output)
      outputs.push(output)
    }
    const left = namesIn(await leftOf(host, step))
    const reason = outputs.filter(({ exitCode }) => exitCode !== 0).map(reasonIn)
    if (left.length > 0)
      throw new StepError('failed', [`docker still has ${left.join(', ')}`, ...reason].join('; '))
  },
  revert: noWayBack,
})
