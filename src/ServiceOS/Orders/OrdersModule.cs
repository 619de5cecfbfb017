using ServiceOS.Orders.Contracts;

namespace ServiceOS.Orders;

/// <summary>Products, campaigns, orders and parcels, as shops and carriers report them.</summary>
internal static class OrdersModule
{
    public static void AddOrders(this IServiceCollection services)
    {
        services.AddSingleton<OrderBook>();
        services.AddSingleton<OrderIntake>();
        services.AddSingleton<UrgeShipment>();
        services.AddSingleton<ImportOrders>();
        services.AddSingleton<ReportOrder>();
        services.AddSingleton<ReportParcel>();
        services.AddSingleton<ReportCheckpoint>();
        services.AddSingleton<ReportProduct>();
        services.AddSingleton<ReportCampaign>();
    }

    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapShopEndpoints();
        routes.MapImportEndpoints();
        routes.MapOrderSearch();
    }
}
