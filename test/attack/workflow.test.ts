import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tellWorkflow } from '../../src/cli/install-after.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { temporaryFolder } from '../support/cli.ts'
import { readMachine } from '../support/machine-file.ts'
import { attack } from './support/attack.ts'
import { payloads } from './support/steering.ts'

const { machine } = readMachine('ubuntu-22.04')

attack('what steers, in what a workflow of GitHub’s is told', {
  all: ['/opt/bin', ...payloads.map((payload) => `/opt/bin${payload}\nLD_PRELOAD=/evil.so`)],
  make: async (name) => {
    const folder = temporaryFolder()
    const [paths, variables] = [join(folder, 'path'), join(folder, 'env')]
    const env = { GITHUB_PATH: paths, GITHUB_ENV: variables, KUBECONFIG: `${name}/config` }
    const host = createReplayHost({ ...machine, env })
    await tellWorkflow({ host, who: machine.identity }, name)
    const told = [paths, variables].map((file) =>
      existsSync(file) ? readFileSync(file, 'utf8') : '',
    )
    const wanted = name === '/opt/bin' ? ['/opt/bin\n', 'KUBECONFIG=/opt/bin/config\n'] : ['', '']
    return told.join('\0') === wanted.join('\0') ? [] : [JSON.stringify(told)]
  },
})
