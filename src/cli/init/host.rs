//! The files by which a host of repositories checks and publishes a site, and the command in them that
//! installs this program.

use clap::ValueEnum;
use sha2::{Digest, Sha256};

/// The command that a packager of this program compiled into it. Nobody owns the name `yearbook` on all
/// registries, so that no command is right for every copy of the program.
const OF_THE_PACKAGER: Option<&str> = option_env!("YEARBOOK_INSTALL");

/// What is wrong without a command, with the commands to choose from. Each names one content: whoever
/// changes what is at an address, or takes a name on a registry, changes nothing.
const REQUIRED: &str = r#"--ci needs --install COMMAND: the command by which the host's machines install yearbook
help: type one of these, with the URL you trust and the hash of what it holds
  a release file and its SHA-256:
    --install "curl --fail --location --output yearbook.tar.gz URL && echo 'SHA256  yearbook.tar.gz' | sha256sum --check && tar --extract --gzip --file yearbook.tar.gz --directory ~/.local/bin yearbook"
  a commit, which the machine compiles:
    --install "cargo install --locked --git URL --rev COMMIT"
  a wheel and its SHA-256:
    --install "python3 -m pip install --user --break-system-packages --no-deps 'URL#sha256=SHA256'""#;

/// The hosts of repositories whose machines can build a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CiHost {
    /// GitHub Actions: .github/workflows/yearbook.yml
    Github,
    /// GitLab: .gitlab-ci.yml
    Gitlab,
}

impl CiHost {
    /// The file that such a host reads, with its place below the site's folder.
    pub(super) fn file(self, install: &str) -> (&'static str, String) {
        let (path, text) = match self {
            CiHost::Github => (
                ".github/workflows/yearbook.yml",
                include_str!("ci/github.yml"),
            ),
            CiHost::Gitlab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
        };
        // A full version: the least that compiles this program.
        let rust = format!("{}.0", env!("CARGO_PKG_RUST_VERSION"));
        let text = text.replace("{rust}", &rust);
        let text = text.replace("{key}", &cache_key(install));
        (path, text.replace("{install}", install))
    }
}

/// The key of the cache that holds the program: another command gets another one.
fn cache_key(install: &str) -> String {
    let digest = Sha256::digest(install.as_bytes());
    let digits = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
    format!("program-{}", digits.collect::<String>())
}

/// The command that installs this program: the one that is given, or else that of the packager. The error
/// is what to print.
pub(super) fn install_command(given: Option<&str>) -> Result<&str, String> {
    decide(given, OF_THE_PACKAGER)
}

fn decide<'a>(given: Option<&'a str>, packaged: Option<&'a str>) -> Result<&'a str, String> {
    let command = given.or(packaged).ok_or(REQUIRED)?;
    if command.trim().is_empty() || command.contains(char::is_control) {
        return Err("--install takes one command on one line".to_owned());
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::{REQUIRED, decide};

    #[test]
    fn a_command_is_given_or_of_the_packager_and_never_guessed() {
        assert_eq!(decide(None, None), Err(REQUIRED.to_owned()));
        assert_eq!(decide(None, Some("of the packager")), Ok("of the packager"));
        assert_eq!(decide(Some("given"), Some("of the packager")), Ok("given"));
        assert!(decide(Some("a\nb"), None).is_err());
        assert!(decide(Some(" "), Some("of the packager")).is_err());
    }
}
