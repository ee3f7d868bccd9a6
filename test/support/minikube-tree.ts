/**
 * A few lines of each file of a minikube release that its row is read from, in the shape they have had since v1.37.0. Source of the
 * shape: kubernetes/minikube@v1.38.1 and eb25dbc703701fa38c3f65c89a1896baa375e5ed, at these paths.
 */
export const minikubeTree: Readonly<Record<string, string>> = {
  'pkg/minikube/constants/constants.go': `const (
	// DefaultKubernetesVersion is the default Kubernetes version
	DefaultKubernetesVersion = "v1.38.1"
	NewestKubernetesVersion = "v1.38.2-rc.0"
	OldestKubernetesVersion = "v1.29.0"
)
`,
  'pkg/minikube/constants/constants_kubeadm_images.go': `var (
	KubeadmImages = map[string]map[string]string{
		"v1.38.1": {
			"coredns/coredns": "v1.15.0",
			"etcd":            "3.7.1-0",
			"pause":           "3.11",
		},
		"v1.23.3": {
			"coredns/coredns": "v1.8.6",
			"etcd":            "3.5.1-0",
			"pause":           "3.6",
		},
	}
)
`,
  'pkg/drivers/kic/types.go': `const (
	Version = "v0.0.55"

	baseImageSHA = "${'ab'.repeat(32)}"
	gcrRepo = "gcr.io/k8s-minikube/kicbase"
	dockerhubRepo = "docker.io/kicbase/stable"
)
`,
  'pkg/minikube/download/preload.go': `const (
	PreloadVersion = "v19"
)

func PreloadExists(k8sVersion, containerRuntime, driverName string, forcePreload ...bool) bool {
	switch viper.GetString("preload-source") {
	case "gcs":
		if PreloadExistsGCS(k8sVersion, containerRuntime) {
			return true
		}
	default:
		if PreloadExistsGH(k8sVersion, containerRuntime) {
			return true
		}
		if PreloadExistsGCS(k8sVersion, containerRuntime) {
			return true
		}
	}
	return false
}
`,
  'pkg/minikube/download/download.go': `const (
	releaseHost = "dl.k8s.io"
)
`,
  'cmd/minikube/cmd/start.go': `func suggestMemoryAllocation(sysLimit, containerLimit, nodes int) int {
	const fallback = 3072
	maximum := 8192

	return fallback
}

func defaultRuntime() string {
	// minikube default
	return constants.Containerd
}
`,
  'cmd/minikube/cmd/start_flags.go': `const (
	minUsableMem            = 1800 // Kubernetes (kubeadm) will not start with less
	minRecommendedMem       = 1900 // Warn at no lower than existing configurations
)
`,
  'pkg/minikube/bootstrapper/images/images.go': `func KindNet(repo string) string {
	if repo == "" {
		repo = "docker.io/kindest"
	}
	return path.Join(repo, "kindnetd:v20270101-0123abcd")
}
`,
  'pkg/minikube/registry/drvs/docker/docker.go': `const (
	minDockerVersion         = "18.09.0"
	recommendedDockerVersion = "20.10.0"
)
`,
  Makefile: `STORAGE_PROVISIONER_TAG ?= v6
`,
  'deploy/kicbase/entrypoint': `  if [[ -f "/sys/fs/cgroup/cgroup.controllers" ]]; then
`,
}
