import { deadlines } from '../../catalog/deadlines.ts'
import { dockerDown } from '../../facts/docker-down.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import { startDocker } from '../../fixes/start-docker.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { asRoot, asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { ms, quote, term, version } from '../../model/value.ts'
import type { Ms, Quote, Term, Version } from '../../model/value.ts'
import { dockerInstalled } from './installed.ts'

type Down = {
  readonly client: Version | undefined
  readonly manager: Term
  readonly state: Term | undefined
  readonly lastError: Quote | undefined
}

const startCommands = (manager: string) => {
  if (manager === 'systemd') return undefined
  if (manager === 'snap') return [asRoot('snap', 'start', '--enable', 'docker')]
  if (manager === 'sysv') return [asRoot('service', 'docker', 'start')]
  return manager === 'desktop-mac' ? [asUser('open', '-a', 'Docker')] : []
}

/**
 * Does the engine behind `docker` answer? Source: docker-errors §1 (docker/cli v19.03 to v29.7.2, client/errors.go) and
 * pitfalls DOCK-2; permission, context and version trouble belong to the checks after this one.
 */
export const dockerDaemon = defineCheck({
  id: 'docker/daemon',
  title: 'Docker engine runs',
  needs: { docker: dockerVersion, down: dockerDown },
  after: [dockerInstalled],
  problems: {
    'not-running': problem<Down>({
      severity: 'error',
      stops: true,
      message: ({ client, state, lastError }) => [
        ...(client === undefined
          ? say`Docker is installed, but its engine is not running`
          : say`Docker ${client} is installed, but its engine is not running`),
        ...(state === undefined ? [] : say`; systemd says: ${state}`),
        ...(lastError === undefined ? [] : say`. Its last words: ${lastError}`),
      ],
      hint: ({ manager, lastError }) => {
        if (lastError !== undefined) return say`Repair what the engine complains of, then start it.`
        if (manager.value.startsWith('desktop'))
          return say`Start Docker Desktop and wait until it says it is running.`
        return manager.value === 'none'
          ? say`Nothing here starts services (no systemd): start dockerd as root yourself and leave it running.`
          : say`Start the engine, now and at every boot.`
      },
      commands: ({ manager }) =>
        startCommands(manager.value) ?? [asRoot('systemctl', 'enable', '--now', 'docker')],
      fix: startDocker,
    }),
    hung: problem<{ readonly deadline: Ms }>({
      severity: 'error',
      stops: true,
      message: ({ deadline }) =>
        say`The Docker engine did not answer within ${deadline}; minikube gives up after 6 s`,
      hint: () => say`Restart the engine. If it hangs again, look at its log: journalctl -u docker`,
      commands: () => [asRoot('systemctl', 'restart', 'docker')],
    }),
    paused: problem({
      severity: 'error',
      stops: true,
      message: () => say`Docker Desktop is paused`,
      hint: () => say`Unpause it in the whale menu or in Docker Desktop's window.`,
    }),
    starting: problem<{ readonly said: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ said }) => say`Docker Desktop is still starting or its engine is broken: ${said}`,
      hint: () => say`Wait a minute and look again; if it stays, restart Docker Desktop.`,
    }),
    failed: problem<{ readonly said: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ said }) => say`Docker does not reach its engine: ${said}`,
      hint: () =>
        say`The line above is Docker's own; k8s-doctor does not know it. Does this show more?`,
      commands: () => [asUser('docker', 'version')],
    }),
  },
  fine: ({ docker: { server } }) => (server === undefined ? undefined : say`Docker ${server.text}`),
  inspect: ({ docker, down }) => {
    const { client, server, failure, said } = docker
    if (server !== undefined) return []
    if (failure === 'hung') return [{ code: 'hung', args: { deadline: ms(deadlines.docker) } }]
    if (failure === 'paused') return [{ code: 'paused', args: {} }]
    if (failure === 'starting') return [{ code: 'starting', args: { said: quote(said) } }]
    if (failure === 'other') return [{ code: 'failed', args: { said: quote(said) } }]
    if (failure !== 'not-running' || down === undefined) return []
    const args = {
      client: client === undefined ? undefined : version(client.text),
      manager: term(down.manager),
      state: down.state === undefined ? undefined : term(down.state),
      lastError: down.lastError === undefined ? undefined : quote(down.lastError),
    }
    return [{ code: 'not-running', args }]
  },
})
