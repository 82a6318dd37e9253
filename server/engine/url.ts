/**
 * Two spellings of one repository become the same text (flux.md §6.3): scheme, user, default port and `.git` fall away,
 * and so does case where the host does not care for it.
 */
export function normalUrl(url: string): string {
  const bare = withoutScheme(url.trim())
    .replace(/^[^@/]*@/, "")
    .replace(/^([^/]+):(22|443|80)\//, "$1/")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
  const slash = bare.indexOf("/");
  const host = hostOf(slash < 0 ? bare : bare.slice(0, slash));
  const path = slash < 0 ? "" : bare.slice(slash);
  if (host === "dev.azure.com") return host + azurePath(path);
  return CASELESS.includes(host) ? host + path.toLowerCase() : host + path;
}

const CASELESS: readonly string[] = ["github.com", "gitlab.com", "bitbucket.org"];

/** `git@host:path` is written without a scheme. */
function withoutScheme(url: string): string {
  if (url.includes("://")) return url.slice(url.indexOf("://") + 3);
  return url.replace(/^((?:[^@/:]+@)?[^:/]+):(?!\/)/, "$1/");
}

function hostOf(host: string): string {
  const it = host.toLowerCase();
  if (it === "ssh.github.com") return "github.com";
  return it === "ssh.dev.azure.com" ? "dev.azure.com" : it;
}

/** `/v3/org/project/repository` over ssh is `/org/project/_git/repository` over https. */
function azurePath(path: string): string {
  const [, org, project, repository] = /^\/v3\/([^/]+)\/([^/]+)\/(.+)$/.exec(path) ?? [];
  return repository === undefined ? path : `/${org}/${project}/_git/${repository}`;
}
