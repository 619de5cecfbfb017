using ServiceOS.Analysis.Safety;

namespace ServiceOS.Analysis.Tests.Safety;

public sealed class NameAndAddressTests
{
    [Theory]
    [InlineData("收货人改成黄琼华，谢谢", "黄琼华")]
    [InlineData("我叫李娜在上海", "李娜")]
    [InlineData("你好，我是吴巧颜，想查一下", "吴巧颜")]
    [InlineData("联系人：司马懿", "司马懿")]
    [InlineData("请找王建国先生", "王建国")]
    [InlineData("帮我查秦既明名下的订单", "秦既明")]
    [InlineData("张伟 13812345678", "张伟")]
    [InlineData("持卡人万茜", "万茜")]
    [InlineData("My name is Ann Lee and I wait", "Ann Lee")]
    [InlineData("regards, J. Smith", "J. Smith")]
    public void A_name_that_something_announces_is_found(string text, string name) =>
        Assert.Equal(name, Assert.Single(Found(text, PiiKind.Name)));

    [Theory]
    [InlineData("白色有货吗，黄色呢")]
    [InlineData("收货人和电话填错了")]
    [InlineData("联系人怎么改")]
    [InlineData("我是会员，有什么优惠")]
    [InlineData("我是新用户")]
    [InlineData("抬头开公司的")]
    [InlineData("方便的话打13812345678")]
    [InlineData("高压锅怎么退")]
    [InlineData("王先生你好")]
    [InlineData("安装师傅什么时候来")]
    [InlineData("my name is not on the list")]
    [InlineData("This is The order")]
    public void A_word_that_begins_like_a_name_is_none(string text) => Assert.Empty(Found(text, PiiKind.Name));

    [Theory]
    [InlineData("住在江苏省南京市江宁区天元西路1号，什么时候到", "江苏省南京市江宁区天元西路1号")]
    [InlineData("地址换成广东省深圳市福田区福华三路卓越世纪中心可以吗", "广东省深圳市福田区福华三路卓越世纪中心")]
    [InlineData("上海市徐汇区漕溪北路18号附近有店吗", "上海市徐汇区漕溪北路18号")]
    [InlineData("河北省保定市定州市明月店镇西坂村6组12号", "河北省保定市定州市明月店镇西坂村6组12号")]
    [InlineData("送到浦东新区世纪大道100号环球金融中心20楼吧", "浦东新区世纪大道100号环球金融中心20楼")]
    [InlineData("北京市海淀区中关村大街27号院3号楼2单元501", "北京市海淀区中关村大街27号院3号楼2单元501")]
    [InlineData("ship to 1600 Amphitheatre Parkway, Mountain View, CA 94043 please", "1600 Amphitheatre Parkway, Mountain View, CA 94043")]
    [InlineData("I live at 12 Main St", "12 Main St")]
    public void An_address_is_found_from_its_first_to_its_last_part(string text, string address) =>
        Assert.Equal(address, Assert.Single(Found(text, PiiKind.Address)));

    [Theory]
    [InlineData("上海市能当天到吗")]
    [InlineData("广东省内包邮吗")]
    [InlineData("北京仓什么时候发货")]
    [InlineData("超市里的广场")]
    [InlineData("家乡味道不错")]
    [InlineData("3号线到了吗，2号楼下等")]
    [InlineData("I bought 12 Red shirts on the street")]
    public void A_place_that_is_nobodys_door_is_no_address(string text) => Assert.Empty(Found(text, PiiKind.Address));

    private static string[] Found(string text, PiiKind kind) =>
        [.. Pii.Find(text).Where(span => span.Kind == kind).Select(span => text.Substring(span.Start, span.Length))];
}
