import { hostOs } from '../host/os.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asRoot } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { own, path, term } from '../../model/value.ts'
import type { Path, Term } from '../../model/value.ts'
import { engineArgs, installCommands, installDocker } from '../../fixes/install-docker.ts'
import type { EngineArgs } from '../../fixes/install-docker.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import { os } from '../../facts/machine.ts'
import { engineInstall } from '../../facts/engine-install.ts'
import { dockerPrograms } from '../../facts/programs.ts'
import { withoutDocker } from '../../model/uses-docker.ts'

/**
 * Is there a Docker CLI on PATH that is Docker's own and not snap's, podman's or WSL's stub? Source: docker-errors §1 and §5
 * (docker/cli, containers/podman docker.in, canonical/docker-snap README, Docker Desktop's WSL stub).
 */
export const dockerInstalled = defineCheck({
  id: 'docker/installed',
  title: 'Docker installed',
  after: [hostOs],
  needs: { programs: dockerPrograms, docker: optional(dockerVersion), os, engine: engineInstall },
  skip: withoutDocker,
  problems: {
    absent: problem<EngineArgs & { readonly os: Term }>({
      severity: 'error',
      stops: true,
      message: () => say`Docker is not installed; minikube needs it to run the cluster's node`,
      hint: ({ os, manager, repository, source }) => {
        if (os.value === 'darwin' || os.value === 'win32')
          return say`Install Docker Desktop from ${'https://docs.docker.com/desktop/'} and start it.`
        if (source !== undefined)
          return say`None of the system's own package sources answers; Docker's own repository does: ${source}. ${own('--fix')} takes it from there, or see https://docs.docker.com/engine/install/`
        const rpm = manager.value === 'dnf' || manager.value === 'yum'
        return rpm && repository === undefined
          ? say`Install Docker Engine from Docker's own repository, if it has packages for this system: https://docs.docker.com/engine/install/`
          : say`Install the Docker engine, then look again.`
      },
      commands: installCommands,
      fix: installDocker,
    }),
    'wsl-stub': problem<{ readonly path: Path }>({
      severity: 'error',
      stops: true,
      message: ({ path }) =>
        say`${path} is only Docker Desktop's placeholder: Docker Desktop is stopped, or not connected to this WSL distribution`,
      hint: () =>
        say`Start Docker Desktop. If that is not enough, open its Settings → Resources → WSL integration, switch this distribution on, restart Docker Desktop and open a new terminal.`,
    }),
    podman: problem<{ readonly path: Path }>({
      severity: 'error',
      stops: true,
      message: ({ path }) =>
        say`${path} is podman in Docker's clothes (podman-docker); minikube's docker driver needs the real engine`,
      hint: () =>
        say`Install the Docker engine beside podman; it replaces the podman-docker package.`,
    }),
    snap: problem<{ readonly path: Path }>({
      severity: 'error',
      message: ({ path }) =>
        say`${path} comes from snap, which sees only files below the home directory and breaks minikube's start`,
      hint: () =>
        say`Replace it by the distribution's or Docker's own package. Removing the snap deletes its images and volumes: save what you need first.`,
      commands: () => [asRoot('snap', 'remove', 'docker')],
    }),
  },
  inspect: ({ programs, docker, os, engine }) => {
    const [first] = programs
    if (first === undefined)
      return [{ code: 'absent', args: { ...engineArgs(engine), os: term(os) } }]
    const args = { path: path(first.path) }
    if (docker.ok && docker.value.failure === 'wsl-integration-off')
      return [{ code: 'wsl-stub', args }]
    if (docker.ok && docker.value.podman) return [{ code: 'podman', args }]
    return first.path.startsWith('/snap/') || first.real.startsWith('/snap/')
      ? [{ code: 'snap', args }]
      : []
  },
})
