import { expect, test } from 'vitest'
import { knownIssueSignatures } from '../../src/explain/signatures/known-issues.ts'
import { codesIn, explainText } from '../support/explain.ts'

/** A line that proves each, in the words of the program behind the driver, and one that does not. */
const lines: Readonly<Record<string, readonly [string, string]>> = {
  PR_HYPERV_AS_ADMIN: [
    'precreate: Hyper-v commands have to be run as an Administrator',
    'Running as an Administrator',
  ],
  PR_HYPERV_NEEDS_ESC: [
    'Start-VM : The requested operation requires elevation.',
    'The requested operation has completed',
  ],
  PR_POWERSHELL_CONSTRAINED: [
    'FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage',
    'FullyQualifiedErrorId : CommandNotFoundException',
  ],
  PR_HYPERV_MODULE_NOT_INSTALLED: [
    'precreate: Hyper-V PowerShell Module is not available',
    'Hyper-V PowerShell Module is loaded',
  ],
  DRV_HYPERV_NO_VSWITCH: [
    'precreate: no External vswitch found. A valid vswitch must be available for this command to run.',
    'External vswitch "Default Switch" found',
  ],
  DRV_HYPERV_VSWITCH_NOT_FOUND: ['precreate: vswitch "minikube" not found', 'vswitch "minikube"'],
  DRV_HYPERV_POWERSHELL_NOT_FOUND: [
    'Powershell was not found in the path',
    'Powershell was found in the path',
  ],
  PR_VBOX_MODULE: [
    'WARNING: The vboxdrv kernel module is not loaded. Either there is no module',
    'vboxdrv kernel module is loaded',
  ],
  PR_VBOX_DEVICE_MISSING: ['/dev/vboxdrv does not exist.', '/dev/vboxdrv: root root'],
  PR_VBOX_HYPERV_64_BOOT: [
    "VirtualBox won't boot a 64bits VM when Hyper-V is activated. Either use Hyper-V as a driver",
    'Hyper-V is activated',
  ],
  PR_VBOX_HYPERV_CONFLICT: [
    'VBoxManage: error: Call to WHvSetupPartition failed (vrc=VERR_NEM_VM_CREATE)',
    'vrc=VINF_SUCCESS',
  ],
  PR_VBOXMANAGE_NOT_FOUND: [
    'VBoxManage not found. Make sure VirtualBox is installed and VBoxManage is in the path',
    'VBoxManage 7.0.14',
  ],
  PR_VBOX_BLOCKED: [
    'VBoxManage: error: Details: code NS_ERROR_FAILURE (0x80004005), component MachineWrap',
    'Details: code 0x80004002',
  ],
  IF_VBOX_NOT_VISIBLE: [
    'The host-only adapter we just created is not visible. This is a well known VirtualBox bug.',
    'The host-only adapter vboxnet0 is up',
  ],
  PR_KVM_USER_PERMISSION: [
    'libvirt group membership check failed: user is not a member of the appropriate libvirt group',
    'user is a member of libvirt',
  ],
  PR_KVM_SOCKET: [
    'error connecting to libvirt socket: virError(Code=38, Domain=7)',
    'libvirt socket is ready',
  ],
  PR_KVM_MISSING_NETWORK: [
    "virError(Code=43, Domain=19, Message='Network not found: no network with matching name 'default'')",
    "Network 'default' is active",
  ],
  PR_HYPERKIT_NO_IP: [
    'IP address never found in dhcp leases file Temporary Error: Could not find an IP address for 52:54:0:1:2:3',
    'IP: 192.168.64.2',
  ],
  PR_DOCKER_READONLY_VOL: [
    'Error response from daemon: error while creating volume root path: mkdir /var/lib/docker/volumes/minikube: read-only file system',
    'mkdir /var/lib/docker/volumes/minikube',
  ],
  PR_DOCKER_MOUNTS_EOF: ['docker: Error response from daemon: Mounts denied: EOF.', 'Mounts: []'],
  DRV_CORRUPT: [
    'Error attempting to get plugin server address for RPC: Failed to dial the plugin server in 10s',
    'Found plugin server at 127.0.0.1',
  ],
  IF_SSH_NO_RESPONSE: [
    'dial tcp 192.168.99.100:22: connectex: A connection attempt failed because the connected party did not properly respond',
    'dial tcp 192.168.99.100:22: connected',
  ],
  GUEST_FILE_IN_USE: [
    'remove disk.vmdk: The process cannot access the file because it is being used by another process.',
    'The file is being used',
  ],
  HOST_CPU_DELEGATION: [
    'UserNS: cpu controller needs to be delegated',
    'cpu controller is delegated',
  ],
  IF_BOOTPD_FIREWALL: [
    'Your firewall is blocking bootpd which is required for this configuration. The following commands will be executed to unblock bootpd:',
    'Successfully unblocked bootpd process from firewall, retrying',
  ],
  GUEST_CNI_INCOMPATIBLE: [
    'bridge CNI is incompatible with multi-node clusters',
    'bridge CNI is configured',
  ],
}

test('every known issue has its lines', () => {
  const given = knownIssueSignatures.map(({ code }) => code.slice('minikube/'.length))
  expect(Object.keys(lines).toSorted()).toEqual(given.toSorted())
})

test.for(Object.entries(lines))('%s', ([id, [line, nearMiss]]) => {
  const wanted = `minikube/${id}`
  for (const text of [line, `E1120 10:00:00.000000    1234 start.go:384] ${line}`]) {
    const { findings } = explainText(text)
    expect(findings[0]).toMatchObject({ code: wanted, args: { id: { value: id } } })
  }
  // With its id it is one finding, and keeps minikube's advice.
  const { findings } = explainText(`X Exiting due to ${id}: ${line}\n* Suggestion: Do this`)
  expect(findings.map(({ code }) => code)).toEqual([wanted])
  expect(findings[0]?.args.advice?.value).toBe('Do this')
  expect(codesIn(explainText(nearMiss))).not.toContain(wanted)
})
