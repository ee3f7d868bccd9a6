const show = (): void => {
  process.stdout.write('\u001B[?25h')
}

/** Gives the terminal its cursor back however this process ends, once, however often something is painted. */
export const keepCursor = (): void => {
  if (!process.listeners('exit').includes(show)) process.on('exit', show)
}
