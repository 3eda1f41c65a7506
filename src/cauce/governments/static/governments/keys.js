// The keys of the cards: every one has its button, and the page works without this file.
(function () {
  var cards = [].slice.call(document.querySelectorAll(".card"));
  function here() {
    var at = document.activeElement && document.activeElement.closest(".card");
    return cards.indexOf(at || document.querySelector(".card:target"));
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    var at = here(), card = cards[at];
    if (event.key === "j" || event.key === "k") {
      var next = cards[Math.min(cards.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
      if (next) {
        if (next.closest("details")) next.closest("details").open = true;
        next.focus();
      }
      event.preventDefault();
      return;
    }
    var button = card && /^[arsu]$/.test(event.key) && card.querySelector('[data-key="' + event.key + '"]');
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
})();
