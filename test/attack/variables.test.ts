import { checks } from '../../src/checks/index.ts'
import { diagnose } from '../../src/engine/diagnose.ts'
import { createRecordingHost } from '../../src/host/recording.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import { requestFor } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'
import { attack } from './support/attack.ts'

/** Notes the variables that are asked for by their names. */
const noting = (host: ReadHost, asked: Set<string>): ReadHost => ({
  ...host,
  env: new Proxy(host.env, {
    get: (env, name) => {
      if (typeof name === 'string') asked.add(name)
      return Reflect.get(env, name)
    },
  }),
})

/** Names that look harmless, and what people put under them. */
const strangers = {
  FOO_BAR: 'hello-world',
  EMPLOYEE: 'Jane Roe 12345',
  MYSQL_ROOT_PW: 'plain-word',
  MINIKUBE_DOCKER_ENV: 'DB_PW=plain-word',
  LANGUAGE_OF_LOVE: 'fr',
}

attack('a record keeps only the variables on its list', {
  all: machineNames,
  short: 12,
  make: async (name) => {
    const { machine, request } = readMachine(name)
    const asked = new Set<string>()
    const env = { ...machine.env, ...strangers }
    const recording = createRecordingHost(noting(createReplayHost({ ...machine, env }), asked))
    await diagnose(recording.host, {
      checks,
      request: requestFor(request),
      signal: new AbortController().signal,
      version: '0.0.0-test',
    })
    const kept = new Set(Object.keys((await recording.machine()).env))
    const given = Object.keys(machine.env)
    return [
      ...Object.keys(strangers)
        .filter((variable) => kept.has(variable))
        .map((variable) => `${name}: ${variable} is kept`),
      // What a fact reads must be there when the record is replayed.
      ...given
        .filter((variable) => asked.has(variable) && !kept.has(variable))
        .map((variable) => `${name}: a fact asks for ${variable}, and the record leaves it out`),
    ]
  },
})
