using System.Buffers;
using System.Collections.Frozen;

namespace ServiceOS.Analysis.Safety;

/// <summary>The characters and words by which a Chinese name is told from other words.</summary>
internal static class NameWords
{
    /// <summary>Surnames of one character, roughly the frequent ones first, as known to its writer.</summary>
    private const string Single =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柏纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辜靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封郁鄢楚仝郜郤屠桂阎傅肖闻谌傲幸贝薄储衡鞠濮宓羿弓";

    /// <summary>Surnames that are frequent words, too: only believed where a word says that a name comes.</summary>
    private const string Doubtful = "单时成全应明向任解连路管查关常于何白安方高马万包文易古左章时从车封边商师米房石金钱华时农席费项池迟司党幸";

    private static readonly string[] s_compound =
        ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "司空", "夏侯", "南宫", "独孤", "轩辕", "端木", "百里", "东郭", "呼延", "澹台", "申屠", "拓跋", "闻人", "钟离", "第五", "淳于", "单于", "太史", "完颜", "纳兰", "西门", "公冶", "濮阳"];

    /// <summary>Characters that people give their children, as known to its writer: most given names hold no others.</summary>
    private const string Given =
        "以亮合百战儿疏影颜既伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅凤珍莲荣国文建志海永春金雪晓小婷燕玲琳慧佳欣怡嘉雨梓涵子轩浩宇泽俊诗梦瑶思彤欢悦晨阳天宁雅琪颖洁倩薇蕾莉菲璐媛琴云飞龙虎鹏鑫斌彬辉峰林森波浪江河湖源清泉泓润淼博学智勤德仁义礼信忠孝诚正直良善美爱心乐安康健寿福禄喜庆吉祥瑞祺祯"
        + "翔翰墨书画艺诗词歌赋琴棋柔惠淑贤贞娴婉妍姝妮婕娇媚嫣然若如似亦之其芷蕙兰菊竹松柏桃李杏樱桐枫柳杨榆桦槐楠棠棣萱茜茹荷莹莎薰蓉蓓蔓薇蕊苗苑英芬芝芸芹芮芯茵荔菁萍萌萧琼瑾瑜琳琅珊珠玥玲珂珏珮琰琬琪璇璟璋璞瑛瑗瑞琛玮珺珩"
        + "昊昕昱昭旭旺晖晟晔晴晗景暄暖曦曜曼明星辰月朗望朝晚夜夏秋冬春伯仲叔季孟长少元亨利贞乾坤天地玄黄宇宙洪荒东西南北中山川岳岩岭峻嵩崇崎岚嵘波涛澜沛泽沐沁淇淳淑涵渊渝湘溪滢漫潇潼澄澈瀚灏凯刚铭锋锐锦钰钧铁银铮镇镕鉴"
        + "立力功业成达通广弘宏扬振兴旺盛昌隆丰裕富贵荣华光耀辉煌煜炜炎炫烨焕焱照熙熠毅恒坚韧刚强勇武威猛雄豪杰英俊彦才哲睿聪颖敏捷慧智伦侠仪佑佩佳依侃俐俪倩健偲傲儒允兆先克全公兵典冠凌凡凤刚剑加北千卉卓博友双发可同向君吟启周和咏品哲唯善嘉器圆圣均培基堂增士壮声复多大奇奕好妙姗姿威娅娆娥婧婵媚嫦嬿字存季学孜安宋宗定宜宝实宣宪宸家容宽宾密富寅寒察寰"
        + "尔尚展岱岸峥川州工巧希帅帆常干平年幸广序庚延廷建开弛张强影彤彩征徐得心志忆念怀怡思恩悟悠情惜惟想意愉愿慈慎慕懿成才承抒拓择振捷掌描提敬斌斐斯方施无日时昂昆昌易昔显普晶智曙有朋朔本权村来杭松极柯桑棋森楚楷榕槿樊歆正民水永汉汐汝江池汶沅沙沫河治泉法波洁洲津浦浩海润淮深清温游湛源溥滔满潮灵灿炳烈焰焜煊熹燊燕爽牧献玉环珈球理琦瑄瑶瓒甜生用田由甲界略登白百皓益盈真睦知石硕磊礼祖祚祥禹秀秉程稳穆空立端竞筠策简箫米粤精素紫纯红纪纬纲绍经维综缘缤羽翎翠翼老耕耘聆聪肃育胜臣致舒舟航船良芃芊花芙苏若茂荃莘菡菲蒙蓝蔚蕴蕾蘅虹蝶行衍裕觉言誉诗诚诺谊谦谨豫贝贤赋赐赫超越路轶轩辉达迅运远连迪逸道邦郁郎采金钊铎锡锦镜长闻阔陆陶雁雄雅零露雯雷霁霆霄霏霓霖霜青靖静非韦韵音韶顺顾颂颖风飒馨香馥骁骏骐高魁鸣鸿鹃鹏鹤鹿麒麟黎默鼎齐龄";

    /// <summary>Characters of sentences, which no name holds.</summary>
    private const string Never =
        "的了吗呢吧啊呀哦嗯么我你您他她它们这那哪谁什怎在是有没不别要会能就都也还又很太更最吃买卖换退付款货单号码电话机址址收寄送发快递件查询问题处理客服请帮把被给让从到对为与及或但如果因所以虽等次个张只台条块钱元价格优惠券活动几多少已经过去来上下里外前后左右今昨年分秒点钟说看听做用打开关改取消变更新旧后账户帐卡额费税票店铺品包裹牌官网站系统错误坏";

    /// <summary>Words that begin like a name.</summary>
    private static readonly FrozenSet<int> s_words = Pairs(
        "方便 方式 方法 方案 高兴 高级 高清 马上 马桶 常用 常见 常温 余额 余下 金额 金币 金牌 金色 金卡 全部 全额 全新 单独 单子 单号 包装 包裹 包邮 包括 明天 明白 明细 时间 时候 何时 何必 任何 任务 于是 关于 关闭 关系 关注 成功 成为 连接 连续 白色 白条 黄色 黄金 花呗 "
        + "支付 支持 水果 应该 应用 管理 经常 计算 平台 平时 平安 相同 相关 别人 解决 解除 解绑 国际 国家 能否 贷款 车子 房子 万元 万一 安排 安全 安装 安心 温馨 温度 谢谢 许多 向您 向你 路上 路由 查看 查询 查一 文件 文字 易碎 古代 左右 左边 章程 石头 华为 华硕 农业 农村 席位 费用 项目 池子 迟到 司机 党员 幸运 "
        + "江苏 江西 安徽 云南 海南 宁夏 温州 苏州 徐州 常州 郑州 金华 武汉 成都 连云 黄山 唐山 鞍山 石家 石河 白银 白山 白城 柳州 梅州 汤阴 商丘 商品 商家 商城 钱包 钱款 米饭 毛巾 毛衣 雷达 龙头 牛奶 牛肉 牛仔 马克 叶子 田地 石油 丁香 汪汪 陆续 沈阳 高铁 高端 高度 高压 严重 严格 莫名 孔雀 汤圆 康复 易拉 "
        + "蓝色 蓝牙 宗旨 师傅 老师 游戏 简单 简直 车票 车险 季节 季度 凌晨 童装 梅花 盛夏 冷水 冷藏 冷冻 景点 景区 宫廷 边框 荣耀 明年 明明 麻烦 封面 封闭 幸好 储值 储存 夏天 夏季 向上 时尚 广告 祝您 祝你 祝好 任意 于此 何况 何种 尚未 尚有 符合 关键 兰州 宁波 宁愿 宁可 曲线 路线 温水 康师 白天 白酒 石材 艾灸 应付 向前 柏油 管子 管家 管道 屈服 项链 苗木 冷静 连锁 "
        + "高新 常规 程序 范围 付款 付费 付钱 顾客 毕竟 施工 任职 钟表 钟头 夏装 江湖 孙子 王者 王牌 金融 黄牛 万能 周末 周一 周二 周三 周四 周五 周六 周日 周边 周期 严选 成都 司法 文化 文明 文具 安卓 安徽 马路 胡子 胡说 胡同 苏打 苏宁 卫生 卫浴 卫衣 党费 费率 时效 时长 解释 解锁 解冻 贝壳 薄荷 衡水 查收 查找 查到 明确 游客 祁门 章丘 全家 全程 全国 全面 全款 单价 单位 单品 单元 单据 房间 房产 应收 辛苦 毕业 全本 韩国 全宇 单据 辛苦 毕业 全本 韩国 英国 泰国 全宇 天生 "
        + "白领 米色 米面 路口 路费 车辆 车库 车站 车间 池州 古镇 易购 易付 左手 关机 关掉 曲面 师范 幸福 成人 成分 成本 成交 万达 万科 金属 金条 银行 石英 华润 华南 华东 华北 高中 高三 高一 高二 高考 安利 时候 万分 方才 成年 明儿 明早 明晚 何处 何在 祝福 祝愿 全网 全国 全年 应当 单买 单价 关心 查无 向阳 文本 文档");

    private static readonly FrozenSet<char> s_given = Given.ToFrozenSet();
    private static readonly FrozenSet<char> s_never = Never.Except(Given).ToFrozenSet();
    private static readonly FrozenSet<char> s_doubtful = Doubtful.ToFrozenSet();
    private static readonly FrozenSet<char> s_single = Single.ToFrozenSet();

    /// <summary>Every character that a surname begins with.</summary>
    public static SearchValues<char> Beginnings { get; } =
        SearchValues.Create([.. Single.Concat(s_compound.Select(name => name[0])).Distinct()]);

    /// <returns>Characters of the surname that begins here: 2, 1, or 0 when none does.</returns>
    public static int SurnameAt(ReadOnlySpan<char> text, int at)
    {
        foreach (var name in s_compound)
        {
            if (Characters.StartsWith(text, at, name))
                return 2;
        }

        return s_single.Contains(text[at]) ? 1 : 0;
    }

    public static bool IsDoubtful(char surname) => s_doubtful.Contains(surname);

    public static bool IsGiven(char c) => s_given.Contains(c);

    public static bool IsNever(char c) => s_never.Contains(c) || !Characters.IsHan(c);

    /// <summary>Whether the two characters here are a word that is no name.</summary>
    public static bool IsWord(ReadOnlySpan<char> text, int at) =>
        at + 1 < text.Length && s_words.Contains((text[at] << 16) | text[at + 1]);

    private static FrozenSet<int> Pairs(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word[0] << 16) | word[1]).ToFrozenSet();
}
