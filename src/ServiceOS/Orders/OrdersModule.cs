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
    }
}
