import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { isAbsolute, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A folder, a stick or a share for instance, that is asked as a mirror is. */
export interface Served {
  /** Address only this process knows. */
  readonly base: string
  readonly folder: string
  readonly close: () => void
}

/** A mirror named as `file:` address or as path, not as address of a server. */
export const asFolder = (mirror: string): string | undefined => {
  if (mirror.startsWith('file:')) return fileURLToPath(mirror)
  const isPath = isAbsolute(mirror) || /^\.{1,2}($|[\\/])/.test(mirror)
  return isPath ? resolve(mirror) : undefined
}

/** The file behind a path of an address; undefined where there is none, or it leads out of the folder. */
const fileIn = async (root: string, path: string): Promise<string | undefined> => {
  const file = await realpath(join(root, decodeURIComponent(path))).catch(() => undefined)
  if (file === undefined || !file.startsWith(`${root}${sep}`)) return undefined
  return (await stat(file)).isFile() ? file : undefined
}

/** Serves a folder on the loopback while a download goes on. Throws where there is no such folder. */
export const serveFolder = async (folder: string): Promise<Served> => {
  const root = await realpath(folder)
  const secret = `/${randomUUID()}`
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const answer = async (): Promise<void> => {
      const file = pathname.startsWith(`${secret}/`)
        ? await fileIn(root, pathname.slice(secret.length))
        : undefined
      if (file === undefined) {
        response.writeHead(404).end()
        return
      }
      response.writeHead(200, { 'content-length': (await stat(file)).size })
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response)
    }
    answer().catch(() => response.destroy())
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail).listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    base: `http://127.0.0.1:${port}${secret}`,
    folder,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
