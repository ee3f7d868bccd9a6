import { main, tell } from './main.ts'

// getaddrinfo keeps a dead resolver waiting for 10 s per name, also after process.exit; glibc reads this at the first look-up.
process.env['RES_OPTIONS'] ??= 'timeout:1 attempts:1'

let over = false

const leave = (code: number): void => {
  over = true
  process.exitCode = code
  // A reading that was cut off may hold the event loop; the report is out, so nothing is lost.
  setTimeout(() => process.exit(code), 20).unref()
}

const leaveAfter = async (error: unknown): Promise<void> => leave(await tell(error))

// A reader that has seen enough (`k8s-doctor | head`) is no error.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)
// An event loop that runs empty before main() is done must not look like success.
process.exitCode = 70
process.once('exit', (code) => {
  if (!over && code === 70)
    process.stderr.write(
      'k8s-doctor: it stopped before it was done; this is a bug, please report it.\n',
    )
})
// What nobody waits for may fail, too.
process.once('uncaughtException', (error) => void leaveAfter(error))
void main(process.argv.slice(2)).then(leave)
