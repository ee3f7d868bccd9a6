import type { Signature } from '../signature.ts'

/**
 * What minikube itself recognises and names with a reason id, where a log has only the words: an older minikube, a retry, another
 * language. Those that one of our codes says better are among the other signatures. Source: kubernetes/minikube v1.38.1
 * pkg/minikube/reason/known_issues.go.
 */
export const knownIssueSignatures = [
  {
    code: 'minikube/PR_HYPERV_AS_ADMIN',
    near: ['hyper-v commands have to be run'],
    pattern: /Hyper-v commands have to be run as an Administrator/i,
  },
  {
    code: 'minikube/PR_HYPERV_NEEDS_ESC',
    near: ['requested operation requires elevation'],
    pattern: /The requested operation requires elevation/i,
  },
  {
    code: 'minikube/PR_POWERSHELL_CONSTRAINED',
    near: ['inconstrainedlanguage'],
    pattern: /MethodInvocationNotSupportedInConstrainedLanguage/i,
  },
  {
    code: 'minikube/PR_HYPERV_MODULE_NOT_INSTALLED',
    near: ['hyper-v powershell module'],
    pattern: /Hyper-V PowerShell Module is not available/i,
  },
  {
    code: 'minikube/DRV_HYPERV_NO_VSWITCH',
    near: ['no external vswitch'],
    pattern: /no External vswitch found/i,
  },
  {
    code: 'minikube/DRV_HYPERV_VSWITCH_NOT_FOUND',
    near: ['precreate: vswitch'],
    pattern: /precreate: vswitch.{0,120}not found/i,
  },
  {
    code: 'minikube/DRV_HYPERV_POWERSHELL_NOT_FOUND',
    near: ['powershell was not found'],
    pattern: /Powershell was not found in the path/i,
  },
  {
    code: 'minikube/PR_VBOX_MODULE',
    near: ['vboxdrv kernel module'],
    pattern: /vboxdrv kernel module is not loaded/i,
  },
  {
    code: 'minikube/PR_VBOX_DEVICE_MISSING',
    near: ['vboxdrv does not exist'],
    pattern: /vboxdrv does not exist/i,
  },
  {
    code: 'minikube/PR_VBOX_HYPERV_64_BOOT',
    near: ['when hyper-v is activated'],
    pattern: /VirtualBox won't boot a 64bits VM when Hyper-V is activated/i,
  },
  {
    code: 'minikube/PR_VBOX_HYPERV_CONFLICT',
    near: ['verr_nem_vm_create'],
    pattern: /vrc=VERR_NEM_VM_CREATE/i,
  },
  {
    code: 'minikube/PR_VBOXMANAGE_NOT_FOUND',
    near: ['vboxmanage not found'],
    pattern: /VBoxManage not found\. Make sure VirtualBox is installed/i,
  },
  { code: 'minikube/PR_VBOX_BLOCKED', near: ['0x80004005'], pattern: /NS_ERROR.{0,80}0x80004005/i },
  {
    code: 'minikube/IF_VBOX_NOT_VISIBLE',
    near: ['host-only adapter we just created'],
    pattern: /The host-only adapter we just created is not visible/i,
  },
  {
    code: 'minikube/PR_KVM_USER_PERMISSION',
    near: ['libvirt group membership'],
    pattern: /libvirt group membership check failed/i,
  },
  {
    code: 'minikube/PR_KVM_SOCKET',
    near: ['libvirt socket'],
    pattern: /error connecting to libvirt socket/i,
  },
  {
    code: 'minikube/PR_KVM_MISSING_NETWORK',
    near: ['no network with matching name'],
    pattern: /Network not found: no network with matching name/i,
  },
  {
    code: 'minikube/PR_HYPERKIT_NO_IP',
    near: ['dhcp leases file'],
    pattern: /IP address never found in dhcp leases file/i,
  },
  {
    code: 'minikube/PR_DOCKER_READONLY_VOL',
    near: ['read-only file system'],
    pattern: /mkdir \/var\/lib\/docker\/volumes.{0,200}: read-only file system/i,
  },
  {
    code: 'minikube/PR_DOCKER_MOUNTS_EOF',
    near: ['mounts denied'],
    pattern: /Mounts denied: EOF/i,
  },
  {
    code: 'minikube/DRV_CORRUPT',
    near: ['plugin server address'],
    pattern: /Error attempting to get plugin server address for RPC/i,
  },
  {
    code: 'minikube/IF_SSH_NO_RESPONSE',
    near: [':22: connectex'],
    pattern: /dial tcp \S{1,60}:22: connectex: A connection attempt failed/i,
  },
  {
    code: 'minikube/GUEST_FILE_IN_USE',
    near: ['used by another process'],
    pattern: /The process cannot access the file because it is being used by another process/i,
  },
  {
    code: 'minikube/HOST_CPU_DELEGATION',
    near: ['controller needs to be delegated'],
    pattern: /UserNS: cpu controller needs to be delegated/i,
  },
  {
    code: 'minikube/GUEST_CNI_INCOMPATIBLE',
    near: ['incompatible with multi-node'],
    pattern: /bridge CNI is incompatible with multi-node clusters/i,
  },
  {
    code: 'minikube/IF_BOOTPD_FIREWALL',
    near: ['blocking bootpd'],
    pattern: /firewall is (?:likely )?blocking bootpd/i,
  },
] as const satisfies readonly Signature[]
