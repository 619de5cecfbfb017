using ServiceOS.Orders.Contracts;
using ServiceOS.Tenants.Contracts;

namespace ServiceOS.Bot.Skills.Catalogue;

/// <summary>Hears which of a product's attributes is asked for. Pure.</summary>
internal static class ProductAttributes
{
    /// <summary>By key: what it is called, and how people ask for it.</summary>
    private static readonly Known[] s_known =
    [
        new(["material", "fabric"], "材质", "material", ["材质", "材料", "面料", "什么做的", "什么做成"], ["material", "made of", "fabric", "made from"]),
        new(["weight"], "重量", "weight", ["多重", "重量", "净重", "净含量", "几斤", "多少斤", "多少克", "多少公斤"], ["weigh", "weight", "heavy"]),
        new(["sizes", "size", "dimensions"], "尺寸", "size", ["尺寸", "有哪些尺码", "有什么尺码", "有哪几个码", "有几个码", "多大", "规格"], ["what sizes", "which sizes", "sizes do", "sizes are", "dimensions", "how big", "how large", "measurements"]),
        new(["voltage"], "电压", "voltage", ["电压", "多少伏", "几伏", "110v", "220v"], ["voltage", "volts", "110v", "220v", "240v"]),
        new(["power", "battery", "charge"], "供电", "power", ["用什么电池", "几节电池", "几号电池", "什么电池", "供电", "续航", "能用多久", "能用几个小时", "充一次电", "功率", "多少瓦", "几瓦", "充满"], ["what batteries", "which batteries", "battery life", "how many batteries", "powered by", "wattage", "watts", "what power", "how long does the battery", "battery does it"]),
        new(["capacity", "volume"], "容量", "capacity", ["容量", "多少毫安", "多少升", "几升", "多少毫升"], ["capacity", "mah", "how many litres", "how many liters", "volume"]),
        new(["warranty"], "保修", "warranty", ["质保", "保修"], ["warranty", "guarantee"]),
        new(["colour", "color", "colours", "colors"], "颜色", "colour", ["什么颜色", "哪些颜色", "几种颜色", "颜色有"], ["what colour", "what color", "which colours", "which colors"]),
        new(["waterproof", "washable"], "防水、清洗", "water", ["防水", "能水洗", "可以水洗", "能洗吗", "可以洗吗", "防水等级"], ["waterproof", "water resistant", "washable", "be washed"]),
        new(["noise"], "噪音", "noise", ["噪音", "多少分贝", "声音大", "吵不吵"], ["noise", "how loud", "noisy", "decibel"]),
        new(["shelfLife"], "保质期", "shelf life", ["保质期", "能放多久", "有效期"], ["shelf life", "expire", "expiry", "keep for"]),
        new(["origin", "madeIn"], "产地", "origin", ["产地", "哪里产", "哪产的", "原产"], ["origin", "come from", "grown", "where is it made", "made in"]),
        new(["storage"], "储存", "storage", ["怎么保存", "怎么存放", "储存", "怎么放"], ["store it", "stored", "storage", "keep it fresh"]),
        new(["allergens"], "过敏原", "allergens", ["过敏原", "过敏源", "含不含坚果", "含坚果", "含麸质", "含奶"], ["allergen", "contain nuts", "contains nuts", "contain milk", "contain gluten"]),
        new(["sugar"], "含糖", "sugar", ["含糖", "有糖吗", "多少糖"], ["sugar"]),
        new(["age"], "适用年龄", "age", ["适合多大", "几岁", "适用年龄", "多大的孩子", "多大孩子"], ["what age", "how old", "age range", "years old"]),
        new(["load"], "承重", "load", ["承重", "能坐多重", "能承受"], ["load", "weight limit", "how much weight", "can it carry"]),
        new(["accuracy"], "精度", "accuracy", ["精度", "误差", "准确度"], ["accuracy", "margin of error"]),
        new(["memory"], "记录", "memory", ["能存多少", "记录多少", "存几组", "记忆"], ["memory", "how many readings"]),
        new(["range"], "范围", "range", ["测量范围", "量程", "能跑多远", "里程"], ["measuring range", "what range", "range does"]),
        new(["cuff"], "袖带", "cuff", ["袖带", "臂围", "腕围"], ["cuff"]),
        new(["height"], "高度", "height", ["多高", "高度"], ["how tall", "how high", "height"]),
        new(["length"], "长度", "length", ["多长", "长度", "几米"], ["how long is the", "length"]),
        new(["bluetooth"], "蓝牙", "Bluetooth", ["蓝牙几", "蓝牙版本", "什么蓝牙"], ["bluetooth version", "which bluetooth", "what bluetooth"]),
        new(["ports"], "接口", "ports", ["几个口", "几个接口", "什么接口", "哪些接口"], ["how many ports", "which ports", "what ports"]),
        new(["output"], "输出", "output", ["输出功率", "最大输出", "输出多少"], ["output"]),
        new(["suction"], "吸力", "suction", ["吸力多大", "多少帕", "吸力多少"], ["suction"]),
        new(["resolution"], "分辨率", "resolution", ["分辨率"], ["resolution"]),
        new(["brightness"], "亮度", "brightness", ["亮度", "多少流明"], ["brightness", "lumens", "how bright"]),
        new(["screen"], "屏幕", "screen", ["什么屏", "屏幕多大", "几英寸"], ["what screen", "screen size", "which display"]),
        new(["packing"], "包装", "packing", ["独立包装", "怎么包装", "几只一包"], ["individually wrapped", "how is it packed", "packed in"]),
        new(["layers"], "层数", "layers", ["几层"], ["how many layers", "layers"]),
        new(["taste"], "口味", "taste", ["什么口味", "哪些口味", "几种口味"], ["what flavours", "what flavors", "which flavours", "which flavors", "taste"]),
        new(["fits"], "适配", "fits", ["适配", "通用吗"], ["compatible", "which model does it fit"]),
    ];

    /// <summary>Which is asked for; null when none is.</summary>
    /// <param name="text">Normalised.</param>
    public static Known? In(string text, string language)
    {
        var english = Locales.IsEnglish(language);
        foreach (var known in s_known)
        {
            if ((english ? known.English : known.Chinese).Any(word => text.Contains(word, StringComparison.Ordinal)))
                return known;
        }
        return null;
    }

    /// <summary>The text without the words that ask for an attribute: what is left names the product.</summary>
    public static string Without(string text, Known known, string language) =>
        (Locales.IsEnglish(language) ? known.English : known.Chinese).OrderByDescending(word => word.Length)
            .Aggregate(text, (left, word) => left.Replace(word, " ", StringComparison.Ordinal));

    /// <summary>What a product's own catalogue says of it; null when it says nothing.</summary>
    public static string? ValueOf(Product product, Known known, string language)
    {
        foreach (var key in known.Keys)
        {
            if (product.Attributes.GetValueOrDefault(key)?.In(language) is { Length: > 0 } value)
                return value;
        }
        return null;
    }

    /// <summary>The one with a key; for what a button says.</summary>
    public static Known? Find(string key) => Array.Find(s_known, known => known.Keys[0] == key);

    /// <summary>What can be asked of a product.</summary>
    /// <param name="Keys">As catalogues call it, the commonest first.</param>
    /// <param name="LabelChinese">What it is called in an answer.</param>
    public sealed record Known(string[] Keys, string LabelChinese, string LabelEnglish, string[] Chinese, string[] English)
    {
        public string Label(string language) => Locales.IsEnglish(language) ? LabelEnglish : LabelChinese;
    }
}
