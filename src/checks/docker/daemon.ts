import { deadlines } from '../../catalog/deadlines.ts'
import { mannerOf } from '../../catalog/docker-managers.ts'
import { dockerDown } from '../../facts/docker-down.ts'
import type { DockerDown } from '../../facts/docker-down.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import type { DockerVersion } from '../../facts/docker-version.ts'
import { engineInstall } from '../../facts/engine-install.ts'
import { engineArgs, installCommands, installDocker } from '../../fixes/install-docker.ts'
import type { EngineArgs } from '../../fixes/install-docker.ts'
import { dropDaemonKeys } from '../../fixes/drop-daemon-keys.ts'
import type { UnknownKeys } from '../../fixes/drop-daemon-keys.ts'
import { startDocker } from '../../fixes/start-docker.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asRoot, asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { withoutDocker } from '../../model/uses-docker.ts'
import { count, list, ms, path, quote, term, version } from '../../model/value.ts'
import type { Count, Ms, Path, Quote, Term, Version } from '../../model/value.ts'
import { dockerContext } from './context.ts'

type Down = {
  readonly client: Version | undefined
  readonly manager: Term
  readonly state: Term | undefined
  readonly lastError: Quote | undefined
}

/** The file with the numbers of its lines. */
const numbered = ({ path }: { readonly path: Path }) => [asRoot('nl', '-ba', path.value)]

/** What a shell reports of a program ended by SIGKILL. */
const killed = 137

const optionalQuote = (text: string | undefined): Quote | undefined =>
  text === undefined || text === '' ? undefined : quote(text)

const downArgs = (
  { client }: DockerVersion,
  { manager, service, complaint }: DockerDown,
): Down => ({
  client: client === undefined ? undefined : version(client.text),
  manager: term(manager),
  state: service?.state === undefined ? undefined : term(service.state),
  lastError: optionalQuote(complaint),
})

/**
 * Does the engine behind `docker` answer? Source: docker-errors §1 (docker/cli v19.03 to v29.7.2, client/errors.go) and
 * pitfalls DOCK-2; a wrong address belongs to the check before this one, permission and version trouble to those after.
 */
export const dockerDaemon = defineCheck({
  id: 'docker/daemon',
  title: 'Docker engine runs',
  needs: { docker: dockerVersion, down: dockerDown, engine: optional(engineInstall) },
  after: [dockerContext],
  skip: withoutDocker,
  problems: {
    'engine-missing': problem<EngineArgs>({
      severity: 'error',
      stops: true,
      message: () =>
        say`Only the docker command is here: there is no engine (dockerd) it could talk to`,
      hint: () =>
        say`Install the engine. Inside a container use the outer machine's instead: start the container with -v /var/run/docker.sock:/var/run/docker.sock`,
      commands: installCommands,
      fix: installDocker,
    }),
    'bad-config': problem<{
      readonly path: Path
      readonly said: Quote
      /** Where the first thing stands that does not belong there. */
      readonly line: Count | undefined
      readonly column: Count | undefined
      readonly manager: Term
    }>({
      severity: 'error',
      stops: true,
      message: ({ path, said, line, column }) => [
        ...say`The Docker engine is not running, and cannot start: ${path} is not valid JSON`,
        ...(line === undefined || column === undefined
          ? []
          : say` (line ${line}, column ${column})`),
        ...say`: ${said}`,
      ],
      hint: () =>
        say`Correct the file (often a comma too many or too few, or curly quotation marks), then start the engine.`,
      looks: numbered,
    }),
    'unknown-key': problem<UnknownKeys>({
      severity: 'error',
      stops: true,
      message: ({ path, keys }) =>
        say`The Docker engine is not running, and cannot start: it does not know ${keys} in ${path}`,
      hint: () =>
        say`Correct the name, or take the setting out; the others in the file can stay. Then start the engine.`,
      looks: numbered,
      fix: dropDaemonKeys,
    }),
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
          : say`Start the engine.`
      },
      commands: ({ manager }) => mannerOf(manager.value).start,
      fix: startDocker,
    }),
    'no-socket': problem<{ readonly manager: Term; readonly said: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ said }) =>
        say`systemd says the Docker engine runs, but nothing answers at its socket: ${said}`,
      hint: () =>
        say`Restart the engine. If it stays so, look whether daemon.json or the unit sets other hosts than the socket.`,
      commands: ({ manager }) => mannerOf(manager.value).restart,
    }),
    hung: problem<{ readonly deadline: Ms; readonly manager: Term }>({
      severity: 'error',
      stops: true,
      message: ({ deadline }) =>
        say`The Docker engine did not answer within ${deadline}; minikube gives up after 6 s`,
      hint: ({ manager }) =>
        manager.value.startsWith('desktop')
          ? say`Quit Docker Desktop and start it again.`
          : say`Restart the engine; that stops what runs in it. If it hangs again, its log says more: journalctl -u docker`,
      commands: ({ manager }) => mannerOf(manager.value).restart,
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
      message: ({ said }) => say`The Docker engine is still starting, or broken: ${said}`,
      hint: () => say`Wait a minute and look again; if it stays, restart Docker.`,
    }),
    failed: problem<{ readonly said: Quote | undefined; readonly exit: Count | undefined }>({
      severity: 'error',
      stops: true,
      message: ({ said, exit }) => {
        if (said !== undefined) return say`Docker does not reach its engine: ${said}`
        return exit === undefined || exit.value === killed
          ? say`docker version was ended from outside and said nothing; too little memory does that`
          : say`docker version said nothing and ended with code ${exit}`
      },
      hint: () => say`k8s-doctor does not know this answer. Does this show more?`,
      looks: () => [asUser('docker', 'version')],
    }),
  },
  fine: ({ docker: { server } }) => (server === undefined ? undefined : say`Docker ${server.text}`),
  inspect: ({ docker, down, engine }) => {
    const { server, failure, said, exitCode } = docker
    if (server !== undefined) return []
    if (failure === 'paused') return [{ code: 'paused', args: {} }]
    if (failure === 'starting') return [{ code: 'starting', args: { said: quote(said) } }]
    if (failure === 'other') {
      const exit = exitCode === undefined ? undefined : count(exitCode)
      return [{ code: 'failed', args: { said: optionalQuote(said), exit } }]
    }
    if (down === undefined) return []
    const manager = term(down.manager)
    if (failure === 'hung')
      return [{ code: 'hung', args: { deadline: ms(deadlines.docker), manager } }]
    if (!down.engine)
      return [{ code: 'engine-missing', args: engineArgs(engine.ok ? engine.value : {}) }]
    if (down.brokenConfig !== undefined) {
      const { path: file, said: complaint, line, column } = down.brokenConfig
      const at = {
        line: line === undefined ? undefined : count(line),
        column: column === undefined ? undefined : count(column),
      }
      const args = { path: path(file), said: quote(complaint), ...at, manager }
      return [{ code: 'bad-config', args }]
    }
    if (down.unknownKeys !== undefined) {
      const { path: file, keys } = down.unknownKeys
      return [
        { code: 'unknown-key', args: { path: path(file), keys: list(keys.map(quote)), manager } },
      ]
    }
    return down.service?.active === true
      ? [{ code: 'no-socket', args: { manager, said: quote(said) } }]
      : [{ code: 'not-running', args: downArgs(docker, down) }]
  },
})
