/**
 * What the script of any page that the chat opens does in a Telegram Mini App: hands over `initData`, which Telegram puts behind the
 * address's #. Outside Telegram the form gives way to the way back. On ordinary links it does nothing. Needs `tellTelegram`.
 */
export const openerScript = `
(function () {
  var init = document.getElementById('init');
  if (!init) return;
  var data = new URLSearchParams(location.hash.slice(1)).get('tgWebAppData');
  if (data) init.value = data;
  if (!init.value) {
    document.getElementById('outside').hidden = false;
    document.getElementById('form').hidden = true;
  }
  tell('web_app_ready');
  tell('web_app_expand');
})();
`;

/** What the password page's script adds where scripts run: showing the password, counting its length, and handing over `initData`. */
export const passwordScript = `
(function () {
  var field = document.getElementById('password');
  var show = document.getElementById('show');
  var count = document.getElementById('count');
  var fill = document.getElementById('fill');
  var length = document.getElementById('length');
  document.getElementById('show-row').hidden = false;
  document.getElementById('length-row').hidden = false;
  show.addEventListener('change', function () { field.type = show.checked ? 'text' : 'password'; });
  function measure() {
    var typed = Array.from(field.value.normalize('NFC')).length;
    var wanted = Number(length.dataset.wanted);
    count.textContent = length.dataset.text.replace('#', typed);
    fill.style.width = Math.min(100, 100 * typed / wanted) + '%';
    fill.className = typed >= wanted ? 'enough' : '';
  }
  field.addEventListener('input', measure);
  measure();
})();
${openerScript}`;

/** Speaks to the Telegram app that shows the page: phones, Telegram Desktop, or the web versions around our frame. */
export const tellTelegram = `
function tell(event) {
  try {
    if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(event, '{}');
    else if (window.external && 'notify' in window.external) window.external.notify(JSON.stringify({ eventType: event, eventData: {} }));
    else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: {} }), 'https://web.telegram.org');
  } catch (error) {}
}
`;

/** Other sites, and pages of ours that no frame may show, open outside the frame of Telegram's web versions. */
export const leaveFrame = `
if (window.parent !== window) document.querySelectorAll('a').forEach(function (link) { link.target = '_blank'; });
`;

/** Leaves the person time to read that all went well. */
export const closeScript = `${tellTelegram}setTimeout(function () { tell('web_app_close'); }, 2000);`;
