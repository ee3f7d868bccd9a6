import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { vi } from 'vitest'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

export interface Authority extends Disposable {
  /** Holds `ca.crt`; goes with the authority. */
  readonly folder: string
  /** A certificate for these names and addresses, also as `<name>.key` and `<name>.crt` in the folder. */
  readonly issue: (name: string, ...hosts: readonly string[]) => Certificate
  /** From now on this process trusts it, as NODE_EXTRA_CA_CERTS would make it from the start. */
  readonly trust: () => void
}

const openssl = (folder: string, line: string): void => {
  execFileSync('openssl', line.split(' '), { stdio: 'ignore', cwd: folder })
}

/** A certificate authority of one's own. */
export const authority = (name = 'classroom'): Authority => {
  const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-ca-'))
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  openssl(
    folder,
    `req -x509 -newkey rsa:2048 -nodes -subj /CN=${name} -days 2 -keyout ca.key -out ca.crt`,
  )
  return {
    folder,
    issue: (name, ...hosts) => {
      const list = hosts.map((host) => `${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}`)
      writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${list.join(',')}\n`)
      openssl(
        folder,
        `req -new -newkey rsa:2048 -nodes -subj /CN=${name} -keyout ${name}.key -out ${name}.csr`,
      )
      openssl(
        folder,
        `x509 -req -in ${name}.csr -days 2 -extfile ${name}.ext -CA ca.crt -CAkey ca.key -CAcreateserial -out ${name}.crt`,
      )
      return { key: read(`${name}.key`), cert: read(`${name}.crt`) }
    },
    trust: () => {
      const original = tls.createSecureContext
      const ca = read('ca.crt')
      vi.spyOn(tls, 'createSecureContext').mockImplementation((options) => {
        const made = original(options)
        made.context.addCACert(ca)
        return made
      })
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}
