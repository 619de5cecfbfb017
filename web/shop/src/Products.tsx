import type { JSX } from "preact";
import type { View } from "./App";
import { attributeLabel } from "./attributes";
import { day, price, say, type Product } from "./data";
import { Picture } from "./Picture";
import { words } from "./words";

export function Products({ view }: { view: View }): JSX.Element {
  const { shop, language, go } = view;
  return (
    <>
      <section class="hero">
        <h1>{say(shop.merchant.name, language)}</h1>
        <p>{words[language].service}</p>
      </section>
      <Orders view={view} />
      <h2>{words[language].products}</h2>
      <ul class="grid">
        {shop.products.map((product) => (
          <li key={product.id}>
            <a
              class="card"
              href={`?product=${encodeURIComponent(product.id)}`}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                go({ product: product.id });
              }}
            >
              <Picture category={product.category} />
              <span class="name">{say(product.name, language)}</span>
              <b class="price">{price(product.priceFen, language)}</b>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the shopper who is signed in has bought; a tap asks about it. */
function Orders({ view }: { view: View }): JSX.Element | null {
  const { shop, language, shopper, ask } = view;
  const orders = shopper === null ? [] : (shop.shoppers[shopper]?.orders ?? []);
  if (orders.length === 0) return null;
  return (
    <section class="orders">
      <h2>{words[language].orders}</h2>
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            <button type="button" onClick={() => ask(order.id)}>
              <span class="order-head">
                <b>{order.number}</b>
                <span class="state">{words[language][`order.${order.state}`]}</span>
              </span>
              <span class="order-what">
                {order.items > 1 ? words[language].andMore.replace("{item}", order.item).replace("{more}", String(order.items - 1)).replace("{all}", String(order.items)) : order.item}
                <span class="date">{day(order.placedAt, language)}</span>
              </span>
              <span class="order-ask">{words[language].askOrder}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Detail({ view, product }: { view: View; product: Product }): JSX.Element {
  const { language, go, ask } = view;
  return (
    <article class="detail">
      <a
        class="back"
        href={location.pathname}
        onClick={(event) => {
          event.preventDefault();
          go({ product: "" });
        }}
      >
        ← {words[language].back}
      </a>
      <Picture category={product.category} />
      <div class="about">
        <h1>{say(product.name, language)}</h1>
        <b class="price">{price(product.priceFen, language)}</b>
        <p>{say(product.description, language)}</p>
        <button type="button" class="primary" onClick={() => ask()}>
          {words[language].ask}
        </button>
        <h2>{words[language].details}</h2>
        <dl>
          {Object.entries(product.attributes).map(([key, value]) => (
            <div key={key}>
              <dt>{attributeLabel(key, language)}</dt>
              <dd>{say(value, language)}</dd>
            </div>
          ))}
        </dl>
        <p class="service">{words[language].service}</p>
      </div>
    </article>
  );
}
