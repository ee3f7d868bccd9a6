import { asRoot } from '../../model/step.ts'
import type { Signature } from '../signature.ts'

/** The machine itself. Sources: pitfalls CPU-1 to CPU-3, OS-1 to OS-5, RES-4, NET-4; minikube pkg/minikube/reason/known_issues.go. */
export const hostSignatures = [
  {
    code: 'host/virtualization/no-cpu-support',
    near: ['vt-x', 'verr_vmx', 'verr_svm'],
    pattern: /VT-X\/AMD-v enabled|VT-x is (?:disabled|not available)|VERR_(?:VMX|SVM)_\w+/i,
  },
  {
    code: 'host/virtualization/no-kvm',
    near: ['domaintype=kvm', '/dev/kvm', 'kvm kernel module'],
    pattern:
      /could not find capabilities for domaintype=kvm|\/dev\/kvm: (?:No such file|没有那个文件)|Could not access KVM kernel module/i,
  },
  {
    code: 'host/cgroup/v1-refused',
    near: ['cgroup v1', 'cgroups v1'],
    pattern: /not run on a host using cgroup v1|\[ERROR SystemVerification\]: cgroups? v1 support/i,
  },
  {
    code: 'host/cgroup/v2-refused',
    near: ['cgroup subsystem not mounted', 'mountpoint for cpu not found'],
    pattern: /Following Cgroup subsystem not mounted|mountpoint for cpu not found/i,
  },
  {
    code: 'host/os/wsl-no-systemd',
    near: ['cgroup mount destination'],
    pattern: /cannot find cgroup mount destination: unknown/i,
  },
  {
    code: 'log/no-systemd',
    near: ['booted with systemd'],
    pattern: /System has not been booted with systemd as init system/i,
    beside: 'host/os',
    cause: 'elsewhere',
  },
  {
    code: 'log/no-cfs',
    near: ['nanocpus can not be set'],
    pattern: /NanoCPUs can not be set, as your kernel does not support CPU CFS/i,
    beside: 'host/os',
    cause: 'elsewhere',
  },
  {
    code: 'host/os/end-of-life',
    near: ['mirrorlist.centos.org'],
    pattern: /mirrorlist\.centos\.org/i,
    severity: 'error',
  },
  {
    code: 'host/nesting/no-kmsg',
    near: ['/dev/kmsg'],
    pattern: /open \/dev\/kmsg: no such file/i,
    severity: 'error',
  },
  {
    code: 'host/nesting/nested',
    near: ['mount: /sys', 'cgroupv2', 'kubepods.slice', 'subsystem: pids', 'top level qos'],
    pattern:
      /mount: \/sys: permission denied|cannot enter cgroupv2 .{0,200}domain controllers|Unit kubepods\.slice already exists|subsystem mount for required subsystem: pids|failed to initialize top level QOS containers/i,
    severity: 'error',
  },
  {
    code: 'host/inotify/low',
    near: ['too many open files'],
    pattern:
      /(?:inotify|fsnotify|watch).{0,200}too many open files|too many open files.{0,200}(?:inotify|watch)/i,
    severity: 'error',
  },
  {
    code: 'host/clock/wrong',
    near: ['not yet valid', 'not valid yet', 'certificate has expired', 'certificate is expired'],
    pattern:
      /certificate has expired or is not yet valid|bootstrap client certificate is expired|certificate is not (?:yet valid|valid yet)/i,
    commands: [asRoot('timedatectl', 'set-ntp', 'true')],
  },
] as const satisfies readonly Signature[]
