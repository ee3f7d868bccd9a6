import { minikubePlatforms } from '../../catalog/platforms.ts'
import { cpuArch } from '../../facts/cpu.ts'
import { os } from '../../facts/machine.ts'
import { userlandBits } from '../../facts/userland.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { say } from '../../model/text.ts'
import { list, term } from '../../model/value.ts'
import type { List, Term } from '../../model/value.ts'

const goOs: Readonly<Record<string, string>> = { win32: 'windows' }
const wide = new Set(['amd64', 'arm64'])

/**
 * Is there a minikube for this CPU, is the system as wide as its kernel, and does Node tell the truth about it? Source:
 * pitfalls CPU-1 and CPU-2, docker-errors §7; the platforms are those of the catalog's digests.
 */
export const hostArch = defineCheck({
  id: 'host/arch',
  title: 'CPU architecture',
  needs: { cpu: cpuArch, os, bits: optional(userlandBits) },
  problems: {
    unsupported: problem<{ readonly platform: Term; readonly built: List<'term'> }>({
      severity: 'error',
      start: 'never',
      stops: true,
      message: ({ platform, built }) =>
        say`minikube is not built for ${platform}; its releases run on ${built}`,
      hint: () => say`Use another computer, or a virtual machine or cloud server with such a CPU.`,
    }),
    'userland-32': problem<{ readonly arch: Term }>({
      severity: 'error',
      start: 'never',
      message: ({ arch }) =>
        say`The kernel is ${arch}, but the system on it is a 32-bit one: its Docker fetches 32-bit images, and the node needs 64-bit ones`,
      hint: () =>
        say`Install the 64-bit edition of the system (on a Raspberry Pi: Raspberry Pi OS 64-bit).`,
    }),
    emulated: problem<{ readonly node: Term; readonly arch: Term }>({
      severity: 'warning',
      message: ({ node, arch }) =>
        say`This Node is built for ${node} and runs emulated on an ${arch} CPU; programs installed the same way would be the wrong ones`,
      hint: ({ arch }) =>
        say`k8s-doctor goes by the real CPU. Install Node for ${arch}, and use a terminal that does not itself run emulated (Rosetta).`,
    }),
  },
  fine: ({ cpu: { arch } }) => say`${term(arch)}`,
  inspect: ({ cpu: { arch, nodeArch, emulated }, os, bits }) => {
    const system = goOs[os] ?? os
    const platform = `${system}-${arch}`
    if (!minikubePlatforms.has(platform)) {
      const built = [...minikubePlatforms].filter((other) => other.startsWith(`${system}-`))
      const args = { platform: term(platform), built: list(built.toSorted().map(term)) }
      return [{ code: 'unsupported', args }]
    }
    const narrow = bits.ok && bits.value === 32 && wide.has(arch)
    return [
      ...(narrow ? [{ code: 'userland-32' as const, args: { arch: term(arch) } }] : []),
      ...(emulated
        ? [{ code: 'emulated' as const, args: { node: term(nodeArch), arch: term(arch) } }]
        : []),
      ...(bits.ok ? [] : [unsure(bits.why)]),
    ]
  },
})
