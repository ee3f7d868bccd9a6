import type { WordedCode } from '../../src/explain/wording.ts'

/** Lines that prove one code each: every wording that is known, in the words of its program. */
export const linesOf: Readonly<Record<WordedCode, readonly string[]>> = {
  'host/virtualization/no-cpu-support': [
    "Error creating machine: Error in driver during machine creation: This computer doesn't have VT-X/AMD-v enabled. Enabling it in the BIOS is mandatory",
    'VBoxManage: error: VT-x is not available (VERR_VMX_NO_VMX)',
    'VBoxManage: error: AMD-V is disabled in the BIOS (or by the host OS) (VERR_SVM_DISABLED)',
  ],
  'host/virtualization/no-kvm': [
    'invalid argument: could not find capabilities for domaintype=kvm',
    'Could not access KVM kernel module: No such file or directory',
    'stat /dev/kvm: No such file or directory',
  ],
  'host/cgroup/v1-refused': [
    'E1120 10:00:00.000000 1 run.go:72] "command failed" err="failed to validate kubelet configuration, error: kubelet is configured to not run on a host using cgroup v1"',
    '\t[ERROR SystemVerification]: cgroups v1 support is deprecated and will be removed in a future release.',
  ],
  'host/cgroup/v2-refused': [
    'Failed to start ContainerManager Following Cgroup subsystem not mounted: [memory]',
    "failed to get the kubelet's cgroup: mountpoint for cpu not found",
  ],
  'host/os/wsl-no-systemd': [
    'docker: Error response from daemon: cgroups: cannot find cgroup mount destination: unknown.',
    'X Exiting due to PR_DOCKER_IP_CONFLICT: Failed to start host: cgroups: cannot find cgroup mount destination: unknown',
  ],
  'log/no-systemd': [
    "System has not been booted with systemd as init system (PID 1). Can't operate.",
  ],
  'log/no-cfs': [
    'docker: Error response from daemon: NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the cgroup is not mounted.',
  ],
  'host/os/end-of-life': [
    'Could not retrieve mirrorlist http://mirrorlist.centos.org/?release=7&arch=x86_64&repo=os error was',
  ],
  'host/nesting/no-kmsg': ['open /dev/kmsg: no such file or directory'],
  'host/nesting/nested': [
    'mount: /sys: permission denied.: container exited unexpectedly',
    'cannot enter cgroupv2 "/sys/fs/cgroup/docker" with domain controllers -- it is in an invalid state',
    'Failed to start ContainerManager" err="Unit kubepods.slice already exists."',
    'failed to find subsystem mount for required subsystem: pids',
  ],
  'host/inotify/low': [
    'failed to create fsnotify watcher: too many open files',
    'E1120 10:00:00.000000 1 server.go:1] "Error" err="inotify_init: too many open files"',
  ],
  'host/clock/wrong': [
    'x509: certificate has expired or is not yet valid: current time 2019-01-01T00:00:00Z is before 2022-01-01T00:00:00Z',
    'failed to load certificate: the certificate is not valid yet',
  ],
  'docker/installed/absent': [
    'X Exiting due to PROVIDER_DOCKER_NOT_FOUND: The \'docker\' provider was not found: exec: "docker": executable file not found in $PATH',
    'bash: docker: command not found',
    '-bash: docker: 未找到命令',
    'zsh: command not found: docker',
    "Command 'docker' not found, but can be installed with:",
    '找不到命令 “docker”，但可以通过以下软件包安装它：',
    "'docker' is not recognized as an internal or external command,",
    "'docker' 不是内部或外部命令,也不是可运行的程序",
    '  - docker: Not installed: exec: "docker": executable file not found in $PATH',
  ],
  'docker/installed/wsl-stub': ["The command 'docker' could not be found in this WSL 2 distro."],
  'docker/installed/podman': [
    'Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.',
  ],
  'docker/installed/snap': [
    'docker copy /tmp/tmpf-memory-asset123: lstat /tmp/tmpf-memory-asset123: no such file or directory',
    'copying pub key: docker copy /tmp/tmpf-x into minikube:/home/docker/.ssh/authorized_keys, output: lstat /tmp/x: no such file or directory',
  ],
  'docker/access/denied': [
    'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/version": dial unix /var/run/docker.sock: connect: permission denied',
    'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version": dial unix /var/run/docker.sock: connect: permission denied',
    'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock',
  ],
  'docker/daemon/paused': [
    'Error response from daemon: Docker Desktop is manually paused. Unpause it through the Whale menu or Dashboard.',
  ],
  'docker/daemon/starting': [
    'request returned 500 Internal Server Error for API route and version http://%2F%2F.%2Fpipe%2FdockerDesktopLinuxEngine/v1.47/version, check if the server supports the requested API version',
  ],
  'docker/daemon/not-running': [
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    'failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory',
    'error during connect: this error may indicate that the docker daemon is not running: Get "http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.24/version": open //./pipe/docker_engine: The system cannot find the file specified.',
    'X Exiting due to MK_USAGE: Ensure your Docker is running and is healthy.',
    "X Exiting due to DRV_DOCKER_NOT_RUNNING: Found docker, but the docker service isn't running. Try restarting the docker service.",
    'X 因 DRV_DOCKER_NOT_RUNNING 错误而退出：找到 Docker，但 Docker 服务没有运行。尝试重新启动 Docker 服务。',
  ],
  'docker/daemon/hung': [
    'deadline exceeded running "docker version --format {{.Server.Os}}-{{.Server.Version}}": exit status 1',
  ],
  'docker/daemon/bad-config': [
    "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of object key string",
  ],
  'docker/version/client-too-old': [
    'Error response from daemon: client version 1.40 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version',
  ],
  'docker/version/client-too-new': [
    'Error response from daemon: client version 1.52 is too new. Maximum supported API version is 1.41',
  ],
  'docker/version/engine-too-old': [
    'API version 1.41 is not supported by this client: the minimum supported API version is 1.44',
  ],
  'docker/version/too-old': [
    "unknown shorthand flag: 'a' in -a",
    'template: :1:14: executing "" at <index .>: unexpected "=" in operand',
    'X Exiting due to PROVIDER_DOCKER_NOT_RUNNING: docker version is less than the minimum required of 18.09.0',
  ],
  'docker/version/minikube-api': [
    'W1120 10:00:00.000000 1 image.go:187] authn lookup for gcr.io: Error response from daemon: client version 1.41 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version',
  ],
  'docker/context/bad-context': [
    'Failed to initialize: unable to resolve docker endpoint: context "x": context not found: open /root/.docker/contexts/meta/2d71/meta.json: no such file or directory',
    'Current context "x" is not found on the file system, please check your config file at /home/u/.docker/config.json',
    'conflicting options: either specify --host or --context, not both',
  ],
  'docker/context/bad-host': [
    'error during connect: Get "http://nohost:2375/v1.50/containers/json": dial tcp: lookup nohost on 10.255.255.53:53: no such host',
    'failed to connect to the docker API at tcp://h:2375: lookup h: no such host',
    'unable to parse docker host "here"',
    'invalid bind address format: here',
  ],
  'docker/context/tls': [
    'error during connect: Get "http://h:2376/v1.24/version": net/http: HTTP/1.x transport connection broken: malformed HTTP response. * Are you trying to connect to a TLS-enabled daemon without TLS?',
    'error during connect: the server probably has client authentication (--tlsverify) enabled; check your TLS client certification settings: Get "https://h:2376/v1.41/version": remote error: tls: bad certificate',
  ],
  'docker/context/no-engine': [
    'Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?',
    'failed to connect to the docker API at tcp://192.168.49.2:2376: dial tcp 192.168.49.2:2376: connect: no route to host',
  ],
  'docker/context/rootless-refused': [
    'X Exiting due to PROVIDER_DOCKER_NOT_RUNNING: rootless Docker not supported yet',
    'X Exiting due to MK_USAGE: --container-runtime must be set to "containerd" or "cri-o" for rootless',
    '--container-runtime 必须被设置为 "containerd" 或者 "cri-o" 以实现非 root 运行',
  ],
  'docker/context/docker-env': ['  - MINIKUBE_ACTIVE_DOCKERD=minikube'],
  'docker/desktop/windows-containers': [
    'X Exiting due to PROVIDER_DOCKER_NOT_RUNNING: docker container type is windows',
  ],
  'docker/desktop/known-bad': [
    'X Exiting due to PROVIDER_DOCKER_DESKTOP_VERSION_BAD: Docker Desktop 4.16.0 is known to be broken',
  ],
  'docker/storage/btrfs': [
    'failed to get rootfs info: failed to get device for dir "/var/lib/kubelet": could not find device with major: 0, minor: 33 in cached partitions map',
    '[ERROR SystemVerification]: unsupported graph driver: btrfs',
  ],
  'docker/storage/zfs': [
    "failed to start daemon: error initializing graphdriver: 'overlay2' is not supported over zfs",
  ],
  'docker/storage/no-preload': [
    '! docker is currently using the overlayfs storage driver, setting preload=false',
    '! docker is currently using the btrfs storage driver, consider switching to overlay2 for better performance',
  ],
  'user/root/login': [
    'X The "docker" driver should not be used with root privileges.',
    'X Exiting due to DRV_AS_ROOT: The "docker" driver should not be used with root privileges. If you wish to continue as root, use --force.',
    'X docker 驱动不应使用 root 权限。',
    'X 因 DRV_AS_ROOT 错误而退出："docker" 驱动程序不应与 root 权限一起使用。如果您希望以 root 身份继续，请使用 --force。',
    '不应以根权限使用 docker 驱动程序。',
    '[root@iZbp1 ~]# minikube start --kubernetes-version=v1.23.3',
  ],
  'user/locks/foreign': [
    'X Exiting due to HOST_JUJU_LOCK_PERMISSION: Failed to save config: unable to open /tmp/juju-mk4d1c1d8b8a: permission denied',
    'W1120 10:00:00.000000 1 root.go:1] failed to acquire lock: unable to open /tmp/juju-mkc8ab01: permission denied',
  ],
  'user/files/foreign-owner': [
    'X Exiting due to HOST_HOME_PERMISSION: open /home/ann/.minikube/profiles/minikube/client.crt: permission denied',
    'mkdir /home/ann/.minikube: permission denied',
    'error: open /home/ann/.kube/config: permission denied',
    'X Exiting due to HOST_KUBECONFIG_WRITE: Failed to setup kubeconfig: writing kubeconfig',
  ],
  'user/files/not-yours': [
    'mkdir /etc/kubernetes: permission denied',
    'error: error loading config file "/etc/kubernetes/admin.conf": open /etc/kubernetes/admin.conf: permission denied',
  ],
  'user/files/no-place': ['X Exiting due to HOST_HOME_MKDIR: Error creating minikube directory'],
  'tools/minikube/absent': [
    'bash: minikube: command not found',
    'minikube: 未找到命令',
    'zsh: command not found: minikube',
  ],
  'tools/minikube/other-platform': [
    'bash: /usr/local/bin/minikube: cannot execute binary file: Exec format error',
    'bash: ./minikube-darwin-arm64: 无法执行二进制文件: 可执行文件格式错误',
    'zsh: bad CPU type in executable: minikube',
    'qemu: uncaught target signal 11 (Segmentation fault) - core dumped',
    'X Exiting due to PROVIDER_DOCKER_INCORRECT_ARCH: amd64 minikube on an arm64 machine',
    'X Exiting due to MK_WRONG_BINARY_M1: You are trying to run amd64 binary on M1 system.',
  ],
  'tools/minikube/windows-exe': [
    'X Exiting due to MK_WRONG_BINARY_WSL: You are trying to run a windows .exe binary inside WSL. For better integration please use a Linux binary instead',
  ],
  'tools/minikube/not-a-program': [
    "/usr/local/bin/minikube: line 1: syntax error near unexpected token `<'",
    '/usr/local/bin/minikube: line 1: ?xml: No such file or directory',
  ],
  'tools/minikube/not-executable': [
    'bash: /usr/local/bin/minikube: Permission denied',
    'zsh: permission denied: ./minikube',
    'bash: ./minikube: 权限不够',
  ],
  'tools/kubectl/absent': [
    'bash: kubectl: command not found',
    'kubectl: 未找到命令',
    "Command 'kubectl' not found, but can be installed with:",
  ],
  'tools/kubectl/other-platform': [
    'fork/exec /usr/local/bin/kubectl: exec format error',
    'bash: /usr/local/bin/kubectl: cannot execute binary file: Exec format error',
  ],
  'tools/kubectl/not-a-program': [
    "/usr/local/bin/kubectl: line 1: syntax error near unexpected token `newline'",
  ],
  'tools/kubectl/not-executable': ['bash: /usr/local/bin/kubectl: Permission denied'],
  'tools/kubectl/skew': [
    '! /usr/local/bin/kubectl is version 1.19.2, which may have incompatibilites with Kubernetes 1.23.3.',
    '! /usr/bin/kubectl 的版本为 1.19.2，可能与 Kubernetes 1.23.3 不兼容。',
  ],
  'tools/pair/kubernetes-untested': [
    '! Specified Kubernetes version 1.99.0 is newer than the newest supported version: v1.23.4-rc.0',
    '! 指定的 Kubernetes 版本 1.99.0 较新，比支持的最新版本 v1.33.0 还要新',
  ],
  'tools/pair/kubernetes-too-old': [
    'X Exiting due to K8S_OLD_UNSUPPORTED: Kubernetes 1.23.3 is not supported by this release of minikube',
    'X 因 K8S_OLD_UNSUPPORTED 错误而退出：当前版本的 minukube 不支持 Kubernetes 1.23.3',
  ],
  'tools/pair/kubernetes-too-new': [
    'X Exiting due to K8S_NEW_UNSUPPORTED: Kubernetes 2.0.0 is not supported by this release of minikube',
    'X Exiting due to K8S_FAIL_CONNECT: error fetching Kubernetes version list from GitHub',
  ],
  'tools/pair/cpu': [
    'X Exiting due to PROVIDER_DOCKER_NOT_FOUND: The \'docker\' provider was not found: docker driver is not supported on "arm64" systems yet',
  ],
  'tools/pair/kicbase': [
    '! Image was not built for the current minikube version. To resolve this you can delete and recreate your minikube cluster using the latest images. Expected minikube version: v1.24.0 -> Actual minikube version: v1.31.0',
    '! 此镜像不适用于当前的 minikube 版本。',
  ],
  'resources/cpu/too-few': [
    'X Exiting due to RSRC_INSUFFICIENT_CORES: Requested cpu count 1 is less than the minimum allowed of 2',
    'X Exiting due to RSRC_INSUFFICIENT_CORES: Docker has less than 2 CPUs available, but Kubernetes requires at least 2 to be available',
    'X 因 RSRC_INSUFFICIENT_CORES 错误而退出：请求的 CPU 数量 4  大于可用的 CPU 值 2',
    'Docker 可用的 CPU 少于 2 个，但 Kubernetes 至少需要 2 个可用的 CPU',
    '\t[ERROR NumCPU]: the number of available CPUs 1 is less than the required 2',
    'docker: Error response from daemon: Range of CPUs is from 0.01 to 1.00, as there are only 1 CPUs available.',
    'X Exiting due to RSRC_DOCKER_CORES: Docker Desktop has less than 2 CPUs configured, but Kubernetes requires at least 2 to be available',
  ],
  'resources/memory/too-little': [
    'X Exiting due to RSRC_INSUFFICIENT_CONTAINER_MEMORY: docker only has 1771MiB available, less than the required 1800MiB for Kubernetes',
    'X Exiting due to RSRC_INSUFFICIENT_REQ_MEMORY: Requested memory allocation 512MiB is less than the usable minimum of 1800MB',
    'X 因 RSRC_INSUFFICIENT_REQ_MEMORY 错误而退出：请求的内存分配 512MiB 小于可用的最低 1800MB',
    '\t[ERROR Mem]: the system RAM (926 MB) is less than the minimum 1700 MB',
  ],
  'resources/memory/default-too-big': [
    'X Exiting due to MK_USAGE: Docker Desktop has only 1986MB memory but you specified 4000MB',
    'X Exiting due to RSRC_OVER_ALLOC_MEM: Requested memory allocation 16000MB is more than your system limit 7961MB.',
    'X 因 RSRC_OVER_ALLOC_MEM 错误而退出：请求的内存分配 16000MB 超过了系统限制 7961MB。',
  ],
  'resources/memory/tight': [
    '! Requested memory allocation (1800MB) is less than the recommended minimum 1900MB. Deployments may fail.',
    '! The requested memory allocation of 7000MiB does not leave room for system overhead (total system memory: 7961MiB). You may face stability issues.',
    '! 请求的内存分配（1800MB）小于推荐的最小值 1900MB。部署可能失败。',
  ],
  'resources/disk/full': [
    'X Exiting due to RSRC_DOCKER_STORAGE: Docker is out of disk space! (/var is at 100% of capacity)',
    'failed to register layer: Error processing tar file(exit status 1): write /usr/lib/x: no space left on device',
    'tee: /etc/hosts: 设备上没有空间',
    'X 因 RSRC_DOCKER_STORAGE 错误而退出：Docker 的磁盘空间已满！（/var 目录已使用 100% 的容量）。',
  ],
  'resources/disk/tight': [
    '! Docker is nearly out of disk space, which may cause deployments to fail! (91% of capacity)',
    '! Docker 的磁盘空间即将耗尽，可能导致部署失败！（已使用容量的91%）。',
  ],
  'network/proxy/unreachable': [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": proxyconnect tcp: dial tcp 127.0.0.1:7890: connect: connection refused',
    'proxyconnect tcp: dial tcp: lookup proxy.corp.example on 127.0.0.53:53: no such host',
  ],
  'network/online/proxy-refuses': [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": Proxy Authentication Required',
  ],
  'network/proxy/no-proxy': [
    '! You appear to be using a proxy, but your NO_PROXY environment does not include the minikube IP (192.168.49.2).',
    '! 您似乎在使用代理，但您的 NO_PROXY 环境不包含 minikube IP (192.168.49.2)。',
    'Unable to connect to the server: Service Unavailable',
  ],
  'network/proxy/loopback': [
    '! Local proxy ignored: not passing HTTP_PROXY=http://localhost:7890 to docker env.',
    '! 本地代理被忽略:没有传递 HTTP_PROXY=http://127.0.0.1:7890 给 docker 环境。',
    '! Not passing HTTP_PROXY=http://localhost:3128 to docker env.',
  ],
  'network/online/offline': [
    'Get "https://registry-1.docker.io/v2/": dial tcp 52.71.176.121:443: connect: network is unreachable',
    'X Exiting due to INET_DEFAULT_ROUTE: No default routes found',
  ],
  'network/dns/node': [
    'Failed to pull image "nginx:alpine": Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 192.168.49.1:53: server misbehaving',
    'lookup registry-1.docker.io on 192.168.49.1:53: read udp 192.168.49.2:41999->192.168.49.1:53: i/o timeout',
  ],
  'network/dns/no-answer': [
    'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: no such host',
    'curl: (6) Could not resolve host: dl.k8s.io',
    'Temporary failure in name resolution',
    'wget: 无法解析主机地址 “dl.k8s.io”: 域名解析暂时失败',
    'ping: dl.k8s.io: 未知的名称或服务',
  ],
  'network/dns/forged': [
    'Get "https://registry-1.docker.io/v2/": dial tcp 31.13.95.37:443: connect: connection timed out',
    'Head "https://registry-1.docker.io/v2/library/redis/manifests/7": dial tcp [2a03:2880:f134:83:face:b00c:0:25de]:443: i/o timeout',
    'dial tcp 108.160.165.9:443: i/o timeout',
  ],
  'network/subnet/none-free': [
    'Error response from daemon: Pool overlaps with other one on this address space',
    'networks have overlapping IPv4',
    'no free private network subnets found with given parameters (start: "192.168.9.0", step: 9, tries: 20)',
  ],
  'network/firewall/chain-missing': [
    'iptables failed: iptables --wait -t nat -A DOCKER -p tcp: iptables: No chain/target/match by that name.',
    'failed to create NAT chain DOCKER: iptables failed',
    'iptables v1.8.7 (nf_tables): RULE_APPEND failed (No such file or directory): rule in chain POSTROUTING',
  ],
  'network/firewall/forwarding-off': [
    'WARNING: IPv4 forwarding is disabled. Networking will not work.',
    '\t[ERROR FileContent--proc-sys-net-ipv4-ip_forward]: /proc/sys/net/ipv4/ip_forward contents are not set to 1',
  ],
  'network/firewall/active': [
    '\t[WARNING Firewalld]: firewalld is active, please ensure ports [6443 10250] are open or your cluster may not function correctly',
  ],
  'network/ports/taken': [
    '\t[ERROR Port-10250]: Port 10250 is in use',
    'docker: Error response from daemon: driver failed programming external connectivity on endpoint redis: Bind for 0.0.0.0:6379 failed: port is already allocated.',
    'Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use',
  ],
  'log/tls-intercepted': [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": x509: certificate signed by unknown authority',
    'Get "https://gcr.io/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  ],
  'log/not-tls': [
    'Error response from daemon: Get "https://192.168.10.5:5000/v2/": http: server gave HTTP response to HTTPS client',
    'tls: first record does not look like a TLS handshake',
    'X Exiting due to INET_TLS_OVERSIZED: tls: oversized record received with length 20527',
  ],
  'log/coredns-loop': [
    '[FATAL] plugin/loop: Loop (127.0.0.1:55953 -> :1053) detected for zone ".", see https://coredns.io/plugins/loop#troubleshooting.',
  ],
  'log/nodeport': [
    'curl: (7) Failed connect to localhost:30535; 拒绝连接',
    'curl: (28) Failed to connect to 192.168.49.2 port 32000: Connection timed out',
  ],
  'log/rate-limit': [
    'Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
    'error from registry: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
    'unexpected status code: 429 Too Many Requests - Server message: toomanyrequests',
  ],
  'log/kicbase-digest': [
    '! minikube was unable to download registry.cn-hangzhou.aliyuncs.com/google_containers/kicbase:v0.0.42, but successfully downloaded docker.io/kicbase/stable:v0.0.42 as a fallback image',
    'GET https://registry.cn-hangzhou.aliyuncs.com/v2/google_containers/kicbase/manifests/sha256:d35ac: MANIFEST_UNKNOWN: manifest unknown; google_containers/kicbase@sha256',
  ],
  'log/kicbase': [
    'E1120 10:00:00.000000 1 cache.go:203] Error downloading kic artifacts:  failed to download kic base image or any fallback image',
    'X Unfortunately, could not download the base image gcr.io/k8s-minikube/kicbase:v0.0.30',
  ],
  'log/binaries-mirror': [
    'X Exiting due to K8S_INSTALL_FAILED: Failed to update cluster: downloading binaries: downloading kubelet: download failed: https://kubernetes.oss-cn-hangzhou.aliyuncs.com/kubernetes-release/release/v1.23.3/bin/linux/amd64/kubelet?checksum=file: invalid checksum: Error downloading checksum file: bad response code: 404',
  ],
  'log/download-failed': [
    'download failed: https://storage.googleapis.com/kubernetes-release/release/v1.23.3/bin/linux/amd64/kubeadm?checksum=file:x: getter failed',
  ],
  'log/download-corrupt': [
    'Checksums did not match for /home/u/.minikube/cache/linux/v1.23.3/kubeadm.download.',
  ],
  'log/pause-image': [
    'Failed to create pod sandbox: failed pulling image "k8s.gcr.io/pause:3.6": Error response from daemon: Get "https://k8s.gcr.io/v2/": net/http: request canceled while waiting for connection',
    'failed to pull image "registry.k8s.io/pause:3.9": dial tcp 142.250.157.82:443: i/o timeout',
    'Head "https://us-west2-docker.pkg.dev/v2/k8s-artifacts-prod/images/pause/manifests/3.6": dial tcp 64.233.189.82:443: i/o timeout, image us-west2-docker.pkg.dev/k8s-artifacts-prod/images/pause:3.6',
  ],
  'log/pull-timeout': [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    'failed to resolve reference "docker.io/library/redis:7": failed to do request: Head "https://registry-1.docker.io/v2/library/redis/manifests/7": dial tcp 52.71.176.121:443: i/o timeout',
    'Error response from daemon: Get https://gcr.io/v2/: net/http: TLS handshake timeout',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": context deadline exceeded',
  ],
  'log/pull-reset': [
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": read tcp 10.0.2.15:41234->52.71.176.121:443: read: connection reset by peer',
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": EOF',
    'Get "https://gcr.io/v2/": dial tcp 74.125.203.82:443: connect: connection refused',
  ],
  'log/docker-source': [
    'curl: (7) Failed to connect to get.docker.com port 443: Connection refused',
    'E: Failed to fetch https://download.docker.com/linux/ubuntu/dists/jammy/InRelease',
  ],
  'log/kubernetes-packages': [
    "E: The repository 'https://apt.kubernetes.io kubernetes-xenial Release' does not have a Release file.",
    'https://packages.cloud.google.com/yum/repos/kubernetes-el7-x86_64/repodata/repomd.xml: [Errno 14] HTTPS Error 404 - Not Found',
  ],
  'log/image-cpu': [
    'no matching manifest for linux/arm64/v8 in the manifest list entries',
    'exec /docker-entrypoint.sh: exec format error',
    'standard_init_linux.go:228: exec user process caused: exec format error',
  ],
  'log/image-schema1': [
    'Docker Image Format v1 and Docker Image manifest version 2, schema 1 support has been removed.',
  ],
  'log/image-denied': [
    "Error response from daemon: pull access denied for aipine, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    'insufficient_scope: authorization failed',
  ],
  'log/image-tag': [
    'Error response from daemon: manifest for nginx:1.99 not found: manifest unknown: manifest unknown',
    'failed to resolve reference "docker.io/library/nginx:1.99": docker.io/library/nginx:1.99: not found',
  ],
  'log/layer-broken': ['filesystem layer verification failed for digest sha256:aa'],
  'log/token-server': [
    'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://auth.docker.io/token?scope=x: 503',
  ],
  'log/node-offline': [
    '! This container is having trouble accessing https://k8s.gcr.io',
    '! Failing to connect to https://registry.k8s.io/ from inside the minikube container',
    '! 从 Minikube 的 container 内部连接到 https://registry.k8s.io/ 失败',
  ],
  'log/no-cluster': [
    '* Profile "minikube" not found. Run "minikube profile list" to view all profiles.',
    '* 未找到配置文件 "minikube"。运行 "minikube profile list" 命令查看所有配置文件。',
    '* There is no local cluster named "minikube"',
  ],
  'cluster/profile/driver': [
    'X Exiting due to GUEST_DRIVER_MISMATCH: The existing "minikube" cluster was created using the "kvm2" driver, which is incompatible with requested "docker" driver.',
  ],
  'cluster/profile/kubernetes-newer': [
    'X Exiting due to K8S_DOWNGRADE_UNSUPPORTED: Unable to safely downgrade existing Kubernetes v1.35.1 cluster to v1.23.3',
    'X 因 K8S_DOWNGRADE_UNSUPPORTED 错误而退出：无法安全地将现有的 Kubernetes v1.35.1 集群降级为 v1.23.3',
  ],
  'cluster/profile/no-cri-dockerd': [
    'X Exiting due to RT_DOCKER_MISSING_CRI_DOCKER_NONE: sudo systemctl enable cri-docker.socket: Failed to enable unit: Unit file cri-docker.socket does not exist.',
    "stat: cannot stat '/var/run/cri-dockerd.sock': No such file or directory",
    'X Exiting due to RT_DOCKER_MISSING_CRI_DOCKER: will wait for crictl version: timed out',
  ],
  'cluster/profile/damaged': [
    'X Exiting due to HOST_CONFIG_LOAD: Error getting cluster config: unmarshal: unexpected end of JSON input',
  ],
  'cluster/leftovers/stale': [
    'docker: Error response from daemon: Conflict. The container name "/minikube" is already in use by container "0f1e2d3c".',
    'Error response from daemon: removal of container minikube is already in progress',
    "can't create with that IP, address already in use",
    'X Exiting due to GUEST_DOES_NOT_EXIST: machine does not exist',
    'ssh: handshake failed: ssh: unable to authenticate, attempted methods [none publickey], no supported methods remain',
    'X Exiting due to GUEST_PROVISION_ACQUIRE_LOCK: Failed to start host: failed to acquire bootstrap client lock',
  ],
  'cluster/running/broken': [
    'X Exiting due to GUEST_PROVISION_CONTAINER_EXITED: Docker container exited prematurely after it was created',
    'unable to inspect a not running container to get SSH port',
  ],
  'cluster/running/paused': ['apiserver: Paused'],
  'cluster/running/stopped': ['host: Stopped'],
  'cluster/running/api-down': [
    '[kubelet-check] Initial timeout of 40s passed.',
    '- The kubelet is not running',
    'X Exiting due to K8S_APISERVER_MISSING: wait 6m0s for node: wait for apiserver proc: apiserver process never appeared',
    'The connection to the server 192.168.49.2:8443 was refused - did you specify the right host or port?',
  ],
  'cluster/kubeconfig/none-chosen': [
    'The connection to the server localhost:8080 was refused - did you specify the right host or port?',
    'Get "http://localhost:8080/api?timeout=32s": dial tcp 127.0.0.1:8080: connect: connection refused',
  ],
  'cluster/kubeconfig/damaged': [
    'error: error loading config file "/home/u/.kube/config": yaml: line 4: mapping values are not allowed in this context',
  ],
  'cluster/kubeconfig/missing': [
    'error: context "minikube" does not exist',
    'Error in configuration: context was not found for specified context: minikube',
  ],
  'cluster/kubeconfig/stale': [
    'Unable to connect to the server: x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error")',
    'Unable to connect to the server: x509: certificate is valid for 192.168.49.2, 10.96.0.1, 127.0.0.1, not 192.168.58.2',
  ],
  'cluster/system-pods/image': [
    'kube-system   storage-provisioner                0/1     ImagePullBackOff   0          100m',
    'failed to pull and unpack image "registry.cn-hangzhou.aliyuncs.com/google_containers/kubernetesui/dashboard:v2.3.1"',
    'E1120 10:00:00.000000 1 pod_workers.go:951] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"coredns\\" with ImagePullBackOff" pod="kube-system/coredns-64897985d-x7k2p"',
  ],
  'cluster/system-pods/crash': [
    'kube-system   coredns-64897985d-x7k2p            0/1     CrashLoopBackOff   5 (20s ago)   4m',
  ],
  'log/yaml-blanks': [
    'error: error validating "deployment.yaml": error validating data: ValidationError(Deployment): unknown field "\\u00a0 name" in io.k8s.api.apps.v1.Deployment; if you choose to ignore these errors, turn validation off with --validate=false',
  ],
  'log/api-removed': [
    'error: unable to recognize "deploy.yaml": no matches for kind "Deployment" in version "extensions/v1beta1"',
  ],
  'log/yaml': [
    'error: error parsing service.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context',
    'error validating data: apiVersion not set',
    'yaml: control characters are not allowed',
  ],
  'log/service-missing': [
    "X Exiting due to SVC_NOT_FOUND: Service 'hello-world' was not found in 'default' namespace.",
    'Error from server (NotFound): services "hello-world" not found',
  ],
  'log/service-empty': [
    'X Exiting due to SVC_UNREACHABLE: service not available: no running pod for service hello-world found',
  ],
  'log/pod-image': [
    'ngx                       0/1     ErrImagePull       0          20s',
    'nginx-6799fc88d8-abcde    0/1     ImagePullBackOff   0          5m',
    '  Warning  Failed     10s   kubelet  Failed to pull image "nginx:alpine": rpc error: code = Unknown',
  ],
  'log/pod-crash': ['busy-pod                  0/1     CrashLoopBackOff   3 (10s ago)   60s'],
  'log/pod-waits': ['ngx                       0/1     ContainerCreating   0          2h'],
  'log/unknown-command': [
    'minicube: command not found',
    "docker: 'insepct' is not a docker command.",
    'docker: unknown command: docker insepct',
    'bash: minikuybe: 未找到命令',
  ],
  'log/docker-said': [
    'Error response from daemon: Multiple IDs found with provided prefix: e57',
    'Error response from daemon: Container abc is not running',
  ],
  'log/kubectl-said': [
    'error: the server doesn\'t have a resource type "podz"',
    'Error from server (NotFound): pods "ngx" not found',
  ],
  'log/stuck-pull': ['* Pulling base image ...', '* 正在拉取基础镜像 v0.0.46 ...'],
  'log/stuck-boot': ['  - Booting up control plane ...', '  - 正在启动控制平面...'],
}
