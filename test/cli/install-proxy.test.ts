import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { authority } from '../http/ca.ts'
import { https, proxy } from '../http/servers.ts'
import { canPlace, kubectl, machine, path, serve, treeOf } from '../support/installing.ts'
import type { InstallMachine } from '../support/installing.ts'

const login = 'jane:s3cret/pa55+word'
const inAddress = 'jane:s3cret%2Fpa55+word'

/** Whatever could give the password away. */
const traces = ['s3cret', 'pa55', Buffer.from(login).toString('base64')]

/** Everything that was written below the home. */
const written = ({ folder }: InstallMachine): string =>
  treeOf(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')

describe.runIf(canPlace)('behind a proxy that wants a login', () => {
  test.for([
    ['in plain', 'http'],
    ['in TLS of the company’s own', 'https'],
  ] as const)('%s: name and password let through and are seen nowhere', async ([, protocol]) => {
    using company = authority()
    const certificate = company.issue('gate', '127.0.0.1')
    await using mirror = await https(
      company.issue('mirror', 'mirror.test'),
      serve({ [`/${path}`]: kubectl.bytes }),
    )
    const options = { login, ...(protocol === 'https' && { certificate }) }
    await using gate = await proxy(mirror.port, 200, options)
    const env = {
      K8S_DOCTOR_MIRROR: 'https://mirror.test',
      HTTPS_PROXY: `${protocol}://${inAddress}@127.0.0.1:${gate.port}`,
      NODE_EXTRA_CA_CERTS: join(company.folder, 'ca.crt'),
    }
    const here = machine(env)
    const { code, stdout, stderr } = await here.install('--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readFileSync(join(here.bin, 'kubectl'))).toEqual(kubectl.bytes)
    const secret = Buffer.from(login).toString('base64')
    expect(gate.asked).toContain(`mirror.test:443 Basic ${secret}`)
    const journal = written(here)
    expect(journal).toContain(`https://mirror.test/${path}`)
    for (const trace of traces) expect(`${stdout}${journal}`).not.toContain(trace)
  })

  test('a wrong password is one sentence that names the variable, in both languages', async () => {
    await using gate = await proxy('silence', 200, { login: 'jane:another' })
    const here = machine({
      K8S_DOCTOR_MIRROR: 'https://mirror.test',
      HTTPS_PROXY: `http://${inAddress}@127.0.0.1:${gate.port}`,
    })
    const gateName = `127.0.0.1:${gate.port}`
    const english = `the proxy ${gateName} (HTTPS_PROXY) does not accept the name and the password in it (407)`
    const chinese = `代理 ${gateName}（HTTPS_PROXY）不接受其中的用户名和密码（407）`
    for (const [said, ...more] of [[english], [chinese, '--lang', 'zh'], [english, '--json']]) {
      const { code, stdout, stderr } = await here.install(...more)
      expect(code).toBe(4)
      expect(`${stdout}${stderr}`).toContain(said)
      for (const trace of traces) expect(`${stdout}${stderr}`).not.toContain(trace)
    }
    expect(written(here)).toBe('')
  })
})
