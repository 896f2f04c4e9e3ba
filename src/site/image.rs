//! Images of a text: where they are, and how much room they take.

use super::Site;
use super::link::LinkOrigin;
use crate::content::LinkTarget;
use crate::diag::{Code, Diagnostic};
use crate::markup::scheme;

impl Site<'_> {
    /// The address of an image, with its width and height in pixels where its file tells.
    pub(super) fn resolve_image(
        &self,
        target: &LinkTarget,
        origin: LinkOrigin<'_>,
    ) -> Result<(String, Option<(usize, usize)>), Diagnostic> {
        let written = target.address.as_str();
        if scheme(written).is_some() || written.starts_with("//") {
            return Err(target
                .span
                .error(
                    Code::BadLinkTarget,
                    format!(
                        "the image `{written}` lies elsewhere, and a page loads its own files alone"
                    ),
                )
                .hint("save it beside the document and write its name"));
        }
        let href = self.resolve_link(target, origin)?;
        let raw = self
            .raw_pages
            .iter()
            .find(|raw| raw.address.href(&self.config.base_url) == href);
        let size = raw
            .and_then(|raw| raw.file.bytes().ok())
            .and_then(|content| imagesize::blob_size(&content).ok());
        Ok((href, size.map(|size| (size.width, size.height))))
    }
}
