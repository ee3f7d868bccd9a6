import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseReport } from '../support/cli.ts'
import { courseWorld } from '../support/course-world.ts'

test(
  'relative MINIKUBE_HOME and KUBECONFIG: minikube and we mean the same places',
  { timeout: 90_000 },
  async () => {
    const world = courseWorld()
    const at = (name: string): string => join(world.folder, name)
    cpSync(at('home/.minikube'), at('mine/.minikube'), { recursive: true })
    const { stdout } = await world.fix(['--json'], {
      env: { ...world.env, MINIKUBE_HOME: 'mine', KUBECONFIG: 'kube/config' },
      cwd: world.folder,
    })
    expect(parseReport(stdout)).toMatchObject({ ready: true, course: { state: 'proven' } })
    const start = world.calls().find(({ argv }) => argv[0] === 'start')
    expect(start?.env).toMatchObject({ MINIKUBE_HOME: at('mine'), KUBECONFIG: at('kube/config') })
    expect(existsSync(at('mine/.minikube/profiles/minikube/config.json'))).toBe(true)
    expect(existsSync(at('home/.minikube/profiles'))).toBe(false)
  },
)
