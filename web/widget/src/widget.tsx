import { render, type JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { addStyles, type Boot, type Options, type Running } from "./boot";
import { Chat } from "./chat";
import { accent, paintOf } from "./colour";
import type { Config, Locale } from "./contract";
import { httpAt } from "./http";
import { chooseLocale, counted, translator } from "./i18n";
import { identityOf } from "./session";
import footerCss from "./styles/footer.css?inline";
import frameCss from "./styles/frame.css?inline";
import logCss from "./styles/log.css?inline";
import partsCss from "./styles/parts.css?inline";
import { tokensCss } from "./styles/tokens";
import { unreadIn } from "./thread";
import { Around, useStore, type Enlarged } from "./ui/context";
import { Lightbox } from "./ui/Lightbox";
import { Panel } from "./ui/Panel";
import { openVault } from "./vault";

interface Props {
  boot: Boot;
  options: Options;
  chat: Chat;
  close(): void;
}

function Widget({ boot, options, chat, close }: Props): JSX.Element | null {
  const state = useStore(chat.store);
  const [enlarged, enlarge] = useState<Enlarged | null>(null);
  const locale = chooseLocale(options.locale, state.config?.locale, navigator.languages);
  const t = useMemo(() => translator(locale), [locale]);
  const { open, absent } = state;
  const unread = open || !state.status ? 0 : unreadIn(state.thread, state.status.readByConsumer);
  const { color } = state.config ?? { color: accent };

  useEffect(() => {
    const label = open ? t("launcher.close") : unread > 0 ? counted(t, "launcher.unread", unread) : t("launcher.open");
    const { back, ink } = paintOf(color);
    boot.paint(absent ? null : { open, unread, label, back, ink });
  }, [boot, open, unread, absent, color, t]);

  // after the sheet of the beginning, so that it counts
  useEffect(() => addStyles(boot.root, tokensCss(color), options.nonce), [boot, color, options.nonce]);

  if (absent) return null;
  return (
    <Around.Provider value={{ chat, state, t, locale, origin: options.origin, enlarge }}>
      <div class="serviceos" data-theme={options.theme} lang={locale}>
        {open && <Panel onClose={close} />}
        {enlarged && <Lightbox image={enlarged} />}
      </div>
    </Around.Provider>
  );
}

function start(boot: Boot): Running {
  let { options } = boot;
  const shopVault = openVault(options.merchant);
  const place = document.createElement("div");
  addStyles(boot.root, frameCss + tokensCss(accent) + logCss + partsCss + footerCss, options.nonce);
  boot.root.append(place);

  const newChat = (): Chat => {
    const who = identityOf(options.memberToken);
    const chat = new Chat({
      http: httpAt(options.origin),
      vault: openVault(`${options.merchant}:${who}`),
      shopVault,
      guestVault: options.memberToken ? openVault(`${options.merchant}:${identityOf("")}`) : null,
      merchant: options.merchant,
      who,
      memberToken: () => options.memberToken,
      page: { product: options.product, order: options.order },
      locale: (): Locale => chooseLocale(options.locale, shopVault.read<Config>("config")?.locale, navigator.languages),
    });
    void chat.wake();
    return chat;
  };
  let chat = newChat();

  const close = () => {
    chat.close();
    // on a phone the launcher is away while the panel is open, and what is away can't take the focus
    boot.launcher.classList.remove("open");
    boot.launcher.focus();
  };
  const draw = () => render(<Widget key={identityOf(options.memberToken)} boot={boot} options={options} chat={chat} close={close} />, place);
  draw();

  return {
    open(anew, quiet) {
      if (anew) chat.lookAt({ product: options.product, order: options.order }, true);
      chat.open(quiet);
    },
    close,
    update(next) {
      const somebodyElse = identityOf(next.memberToken) !== identityOf(options.memberToken);
      options = next;
      if (somebodyElse) {
        const { open } = chat.store.get();
        chat.dispose();
        chat = newChat();
        if (open) chat.open();
      } else {
        chat.lookAt({ product: options.product, order: options.order });
      }
      draw();
    },
  };
}

window.ServiceOS?.attach(start);
