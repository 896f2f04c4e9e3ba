// Narrows the list of all pages to those whose names hold what is typed, with marks or without. The
// page is complete without.
"use strict";
{
  const field = document.getElementById("page--search");
  const found = document.getElementById("page--found");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();
  const entries = [...document.querySelectorAll(".letter li")].map((element) => {
    return { element, folded: fold(element.textContent) };
  });
  const sections = [...document.querySelectorAll(".letter")];
  const letters = document.querySelector(".letters");

  const narrow = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { element, folded } of entries) {
      element.hidden = !words.every((word) => folded.includes(word));
      count += element.hidden ? 0 : 1;
    }
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    if (letters) letters.hidden = words.length > 0;
    found.hidden = words.length === 0;
    found.textContent = (count === 1 ? found.dataset.one : found.dataset.other).replace("{count}", count);
  };

  field.parentElement.hidden = false;
  field.addEventListener("input", narrow);
  // A link may name what is searched for: /search/#q=hai+duong
  const asked = new URLSearchParams(location.hash.slice(1)).get("q");
  if (asked) {
    field.value = asked;
    narrow();
  }
}
