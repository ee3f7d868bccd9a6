import { defineConfig } from 'vitest/config'
import { attackTable } from './test/attack/support/table.ts'
import { whyNoDeadMount } from './test/attack/support/requirements.ts'
import { whyNoLab } from './test/lab/support/requirements.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Layers that this machine cannot run, and why. */
    readonly notRun: Readonly<Record<string, string>>
  }
}

const noLab = whyNoLab()
const noDeadMount = whyNoDeadMount()

export default defineConfig({
  test: {
    reporters: ['default', attackTable],
    // A busy machine is no reason to fail.
    expect: { poll: { timeout: 10_000 } },
    provide: {
      notRun: {
        ...(noLab === undefined ? {} : { lab: noLab }),
        ...(noDeadMount === undefined ? {} : { 'dead mounts': noDeadMount }),
      },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'edge',
          include: ['test/{http,cli,steps}/**/*.test.ts'],
          globalSetup: ['test/global-setup.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'attack',
          include: ['test/attack/**/*.test.ts'],
          exclude: noDeadMount === undefined ? [] : ['test/attack/dead-mount.test.ts'],
          globalSetup: ['test/global-setup.ts'],
        },
      },
      ...(noLab === undefined
        ? [
            {
              extends: true as const,
              test: {
                name: 'lab',
                include: ['test/lab/**/*.test.ts'],
                globalSetup: ['test/global-setup.ts'],
                // Real engines and real deadlines: one file at a time, after the others.
                fileParallelism: false,
                sequence: { groupOrder: 1 },
                testTimeout: 120_000,
                hookTimeout: 60_000,
              },
            },
          ]
        : []),
    ],
  },
})
