// "Leave quickly": the page goes away and its entry in the history with it. Without this script it is a plain link.
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("[data-leave]");
  if (!link) return;
  event.preventDefault();
  document.body.hidden = true;
  window.location.replace(link.href);
});
