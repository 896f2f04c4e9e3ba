//! Files by which a publisher tells a host what to do. Only who publishes the site puts them there.

/// Their names in every folder.
const EVERYWHERE: [&str; 4] = [".htaccess", ".user.ini", "php.ini", "web.config"];

/// Their names at the top of the site.
const AT_THE_TOP: [&str; 19] = [
    "_config.yml",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "ads.txt",
    "app-ads.txt",
    "apple-app-site-association",
    "clientaccesspolicy.xml",
    "cname",
    "crossdomain.xml",
    "firebase.json",
    "netlify.toml",
    "now.json",
    "robots.txt",
    "serve.json",
    "static.json",
    "staticwebapp.config.json",
    "vercel.json",
];

/// Whether a host, or another program that visits it, obeys a file at this path of the published tree.
pub(super) fn is_of_host(path: &str) -> bool {
    let path = path.to_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    EVERYWHERE.contains(&name) || AT_THE_TOP.contains(&path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_hosts_are_known_in_any_capitals() {
        for path in [
            "_headers",
            "CNAME",
            "a/b/Web.Config",
            "_Redirects",
            "vercel.json",
        ] {
            assert!(is_of_host(path), "{path}");
        }
        for path in ["a/_headers", "cname.csv", "notes/robots.txt", "x.json", ""] {
            assert!(!is_of_host(path), "{path}");
        }
    }
}
